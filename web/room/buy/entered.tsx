import { useState } from 'preact/hooks';
import type { EnteredDraw } from '../../../src/contract/purchases.ts';
import type { Ticket } from '../../../sdk/src/index.ts';
import { formatTime } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { toLocalInstant } from '../../lib/server-clock.ts';
import { Button } from '../../ui/button.tsx';
import { CountdownRing } from '../../ui/countdown-ring.tsx';
import { useRoom } from '../page.ts';
import { OrderedItem } from './ordered-item.tsx';

interface EnteredProps {
  ticket: Ticket;
  entered: EnteredDraw['entered'];
}

/** A tap that takes part in a draw: the ring runs until the window closes, then the result comes by itself. */
export function Entered({ ticket, entered }: EnteredProps) {
  const { room, sheet } = useRoom();
  const until = toLocalInstant(entered.endsAt);
  const [isOver, setOver] = useState(() => Date.parse(until) <= Date.now());
  const item = room.snapshot.value?.shelf.find(({ itemId }) => itemId === ticket.itemId);
  const sku = item?.skus.find(({ skuId }) => skuId === ticket.skuId);
  return (
    <div class="stack">
      <div class="room-hold" data-testid="entered">
        {!isOver && <CountdownRing until={until} size={104} onEnd={() => setOver(true)} />}
        <p class="room-hold-until" role="status">
          {isOver
            ? t('room:mode.drawing')
            : t('room:mode.enteredUntil', { time: formatTime(entered.endsAt, { seconds: true }) })}
        </p>
      </div>
      <p class="room-hold-note">{t('room:mode.enteredText')}</p>
      {sku && <OrderedItem ticket={ticket} amount={sku.price * ticket.quantity} quantity={ticket.quantity} />}
      {item?.draw?.number === entered.number && (
        <details class="tiny muted">
          <summary>{t('room:mode.seedHash')}</summary>
          <code class="room-draw-hash">{item.draw.commitment}</code>{' '}
          <a href={`/api/rooms/${ticket.roomId}/draws`} target="_blank" rel="noreferrer">
            {t('room:mode.record')}
          </a>
        </details>
      )}
      <Button variant="quiet" onClick={sheet.close}>
        {t('room:hold.back')}
      </Button>
    </div>
  );
}
