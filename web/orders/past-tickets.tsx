import type { PastPurchase } from '../../src/contract/purchases.ts';
import { errorText } from '../i18n/error-text.ts';
import { formatDateTime, formatPrice } from '../i18n/format.ts';
import { t } from '../i18n/i18n.ts';
import type { Result } from '../lib/api.ts';
import { usePages } from '../lib/use-pages.ts';
import { Badge } from '../ui/badge.tsx';
import { LoadMore } from '../ui/load-more.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import './facts.css';

interface PastTicketsProps {
  /** Whose they are; another one is read anew. */
  of: string;
  load: (page: {
    limit: number;
    cursor?: string;
  }) => Promise<Result<{ rows: PastPurchase[]; next?: string | undefined }>>;
}

const PAGE = 20;

/** What a buyer tried to buy, for seller and operator: orders, tickets that came to nothing, refused ones with the reason. */
export function PastTickets({ of, load }: PastTicketsProps) {
  const pages = usePages((cursor) => load({ limit: PAGE, ...(cursor && { cursor }) }), [of]);
  const { rows, failure } = pages;
  return (
    <section class="stack gap-3" aria-label={t('tickets.title')}>
      <h3 class="strong">{t('tickets.title')}</h3>
      {!rows && !failure && <Skeleton shape="block" height="6rem" />}
      {rows?.length === 0 && !pages.hasMore && <p class="muted small">{t('tickets.none')}</p>}
      <ul class="stack gap-3">
        {rows?.map((row) => (
          <Ticket key={row.ticket} past={row} />
        ))}
      </ul>
      <LoadMore pages={pages} />
    </section>
  );
}

function Ticket({ past }: { past: PastPurchase }) {
  const { title, skuName, quantity } = past.outcome === 'order' ? past.order : past;
  return (
    <li class="past-ticket" data-testid="ticket">
      <div class="row spread">
        <Badge tone={past.outcome === 'order' ? 'success' : 'neutral'}>{t(`tickets.outcome.${past.outcome}`)}</Badge>
        <span class="muted small tabular">
          {formatDateTime(past.outcome === 'order' ? past.order.placedAt : past.at)}
        </span>
      </div>
      <p>
        {title || t('tickets.gone')} · {skuName} × {quantity}
      </p>
      <p class="muted small">{wordsOf(past)}</p>
    </li>
  );
}

function wordsOf(past: PastPurchase): string {
  if (past.outcome === 'order') return `${past.order.number} · ${formatPrice(past.order.amount, { exact: true })}`;
  return past.outcome === 'void' ? t('tickets.void') : errorText(past.code).title;
}
