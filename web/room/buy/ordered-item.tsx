import { formatPrice } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { Picture } from '../../ui/picture.tsx';
import { Price } from '../../ui/price.tsx';
import type { Ticket } from '../../../sdk/src/index.ts';

interface OrderedItemProps {
  ticket: Pick<Ticket, 'title' | 'skuName' | 'picture' | 'unitPrice'>;
  quantity: number;
  amount: number;
}

/** What is being bought, in one row. */
export function OrderedItem({ ticket, quantity, amount }: OrderedItemProps) {
  return (
    <div class="room-ordered">
      <Picture id={ticket.picture} alt="" size={56} />
      <div class="grow">
        <p class="strong small clamp-2">{ticket.title}</p>
        <p class="muted small tabular">
          {ticket.skuName} · {t('room:buy.goodsOf', { price: formatPrice(ticket.unitPrice), count: quantity })}
        </p>
      </div>
      <Price fen={amount} plain />
    </div>
  );
}
