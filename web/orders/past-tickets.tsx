import { useEffect, useState } from 'preact/hooks';
import type { PastPurchase } from '../../src/contract/purchases.ts';
import { errorText } from '../i18n/error-text.ts';
import { formatDateTime, formatPrice } from '../i18n/format.ts';
import { t } from '../i18n/i18n.ts';
import type { Result } from '../lib/api.ts';
import type { Failure } from '../lib/api-error.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
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
  const [rows, setRows] = useState<readonly PastPurchase[] | undefined>(undefined);
  const [next, setNext] = useState<string | undefined>(undefined);
  const [failure, setFailure] = useState<Failure | undefined>(undefined);
  const [isBusy, setBusy] = useState(false);
  const read = async (cursor?: string) => {
    setBusy(true);
    const answer = await load({ limit: PAGE, ...(cursor && { cursor }) });
    setBusy(false);
    setFailure(answer.ok ? undefined : answer.error);
    if (!answer.ok) return;
    setRows((before) => [...((cursor && before) || []), ...answer.data.rows]);
    setNext(answer.data.next);
  };
  useEffect(() => void read(), [of]);
  return (
    <section class="stack gap-3" aria-label={t('tickets.title')}>
      <h3 class="strong">{t('tickets.title')}</h3>
      {failure && <ErrorPanel inline {...failure} onRetry={() => void read(next)} />}
      {!rows && !failure && <Skeleton shape="block" height="6rem" />}
      {rows?.length === 0 && !next && <p class="muted small">{t('tickets.none')}</p>}
      <ul class="stack gap-3">
        {rows?.map((row) => (
          <Ticket key={row.ticket} past={row} />
        ))}
      </ul>
      {next && (
        <Button size="s" loading={isBusy} onClick={() => void read(next)}>
          {t('action.loadMore')}
        </Button>
      )}
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
