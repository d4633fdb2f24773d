import { useEffect, useState } from 'preact/hooks';
import type { OrderView } from '../../../src/contract/purchases.ts';
import { formatPrice, formatTime } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { toFailure, type Failure } from '../../lib/api-error.ts';
import { toLocalInstant } from '../../lib/server-clock.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { confirm } from '../../ui/confirm-dialog.tsx';
import { CountdownRing } from '../../ui/countdown-ring.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { toastError } from '../../ui/toast.tsx';
import { useRoom } from '../page.ts';
import { AddressForm, useAddressForm } from './address-form.tsx';
import { OrderedItem } from './ordered-item.tsx';
import { PayFrame } from './pay-frame.tsx';
import type { Hold, Purchase } from './purchases.ts';
import { createPayment } from './payment.ts';
import { holdsUnits } from './selling.ts';

interface HeldProps {
  purchase: Purchase;
  hold: Hold;
  order: OrderView | undefined;
}

/** Units are held: the ring runs, and here one pays. */
export function Held({ purchase: { ticket }, hold }: HeldProps) {
  const { purchases, sheet, room } = useRoom();
  const holds = holdsUnits(room, ticket.itemId);
  const [payment] = useState(() => createPayment(purchases, ticket.id));
  const [failure, setFailure] = useState<Failure | undefined>(undefined);
  useEffect(() => () => payment.close(), [payment]);
  const step = payment.step.value;
  const until = formatTime(hold.holdUntil, { seconds: true });
  const giveBack = async () => {
    const sure = await confirm({
      title: holds ? t('room:hold.giveBackTitle') : t('room:mode.first_paidCancelTitle'),
      body: holds ? t('room:hold.giveBackText') : t('room:mode.first_paidCancelText'),
      confirmLabel: holds ? t('room:hold.giveBack') : t('room:mode.first_paidCancel'),
      cancelLabel: holds ? t('room:hold.keep') : t('action.back'),
      tone: 'danger',
    });
    if (!sure) return;
    try {
      await purchases.cancel(ticket.id);
      sheet.close();
    } catch (error) {
      toastError(toFailure(error));
    }
  };
  const pay = async () => {
    setFailure(undefined);
    try {
      await payment.start();
    } catch (error) {
      setFailure(toFailure(error));
    }
  };
  return (
    <div class="stack">
      <div class={cx('room-hold', step.at === 'paying' && 'room-hold-slim')} data-testid="hold">
        <CountdownRing
          until={toLocalInstant(hold.holdUntil)}
          size={step.at === 'paying' ? 56 : 104}
          onEnd={() => void purchases.ask(ticket.id)}
        />
        <p class="room-hold-until tabular">
          {holds ? t('room:hold.until', { time: until }) : t('room:mode.first_paidUntil', { time: until })}
        </p>
      </div>
      {!holds && (
        <p class="room-hold-note" role="status">
          {t('room:mode.first_paidHeld')}
        </p>
      )}
      {step.at !== 'paying' && <OrderedItem ticket={ticket} amount={hold.amount} quantity={hold.quantity} />}
      {failure?.code === 'ADDRESS_REQUIRED' ? (
        <HeldAddress onSaved={pay} />
      ) : (
        failure && <ErrorPanel inline code={failure.code} details={failure.details} />
      )}
      {step.at === 'declined' && (
        <p class="room-hold-note room-hold-bad" role="alert">
          {t('room:hold.declined')}
        </p>
      )}
      {step.at === 'confirming' && (
        <p class="room-hold-note" role="status">
          <b>{t('room:hold.confirming')}</b> {t('room:hold.confirmingText')}
        </p>
      )}
      {step.at === 'late' && (
        <p class="room-hold-note" role="status">
          <b>{t('room:hold.late')}</b> {t('room:hold.lateText', { time: until })}
        </p>
      )}
      {step.at === 'paying' && <PayFrame url={step.url} onResult={payment.note} />}
      {step.at !== 'paying' && step.at !== 'late' && failure?.code !== 'ADDRESS_REQUIRED' && (
        <Button
          variant="primary"
          size="l"
          full
          loading={step.at === 'starting' || step.at === 'confirming'}
          onClick={() => void pay()}
        >
          {t('room:hold.pay', { price: formatPrice(hold.amount) })}
        </Button>
      )}
      <div class="row spread">
        <Button variant="quiet" onClick={sheet.close}>
          {t('room:hold.back')}
        </Button>
        <Button variant="quiet" onClick={() => void giveBack()}>
          {holds ? t('room:hold.giveBack') : t('room:mode.first_paidCancel')}
        </Button>
      </div>
    </div>
  );
}

/** Normally asked before the purchase; here when it could not be. */
function HeldAddress({ onSaved }: { onSaved: () => Promise<void> }) {
  const { addresses } = useRoom();
  const form = useAddressForm(addresses.address.peek(), addresses.save, onSaved);
  return (
    <section class="room-address" aria-labelledby="room-held-address">
      <h3 id="room-held-address">{t('room:buy.addressTitle')}</h3>
      <AddressForm form={form} />
      <Button variant="primary" size="l" full loading={form.busy.value} onClick={() => void form.submit()}>
        {t('room:buy.saveAddress')}
      </Button>
    </section>
  );
}
