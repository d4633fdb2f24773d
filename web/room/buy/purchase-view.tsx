import { LoaderCircle } from 'lucide';
import { t } from '../../i18n/i18n.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { Button } from '../../ui/button.tsx';
import { useRoom } from '../page.ts';
import { Entered } from './entered.tsx';
import { Held } from './held.tsx';
import { Over } from './over.tsx';
import { Paid } from './paid.tsx';
import type { Purchase } from './purchases.ts';

/** The sheet's title for where a purchase stands. */
export function purchaseTitle({ state }: Purchase, holds: boolean): string {
  if (state.step === 'held') return holds ? t('room:hold.title') : t('room:mode.first_paidTitle');
  if (state.step === 'entered') return t('room:mode.enteredTitle');
  if (state.step === 'paid') return t('room:paid.head');
  return t('room:buy.title');
}

/** One purchase, from the tap to its end. */
export function PurchaseView({ purchase }: { purchase: Purchase }) {
  const { sheet } = useRoom();
  const { state, ticket } = purchase;
  switch (state.step) {
    case 'placing':
      return <EmptyState icon={LoaderCircle} title={t('room:buy.placing')} text={t('room:buy.placingText')} />;
    case 'refused':
      return (
        <ErrorPanel
          code={state.failure.code}
          details={state.failure.details}
          actions={
            <Button variant="primary" onClick={() => sheet.buy(ticket.itemId, ticket.skuId)}>
              {t('room:over.again')}
            </Button>
          }
        />
      );
    case 'entered':
      return <Entered key={ticket.id} ticket={ticket} entered={state.entered} />;
    case 'held':
      return <Held key={ticket.id} purchase={purchase} hold={state.accepted} order={state.order} />;
    case 'paid':
      return <Paid order={state.order} />;
    case 'over':
      return <Over ticket={ticket} order={state.order} />;
  }
}
