import { useEffect, useState } from 'preact/hooks';
import type { RoomStatement, Statement, StatementItem } from '../../src/contract/statements.ts';
import { formatCount, formatDateTime, formatPrice } from '../i18n/format.ts';
import { t } from '../i18n/i18n.ts';
import { api } from '../lib/api.ts';
import type { Failure } from '../lib/api-error.ts';
import { Badge } from '../ui/badge.tsx';
import { Drawer } from '../ui/drawer.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { Picture } from '../ui/picture.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Stat, StatRow } from '../ui/stat.tsx';
import './statements.css';

/** The statement of one show: all units, all money, and each item. */
export function StatementDrawer({
  of,
  onClose,
}: {
  of: Pick<Statement, 'roomId' | 'title'> | undefined;
  onClose: () => void;
}) {
  return (
    <Drawer open={of !== undefined} onClose={onClose} title={of?.title ?? ''} note={t('statement.one')} wide>
      {of && <Loaded key={of.roomId} roomId={of.roomId} />}
    </Drawer>
  );
}

function Loaded({ roomId }: { roomId: string }) {
  const [statement, setStatement] = useState<RoomStatement | undefined>(undefined);
  const [failure, setFailure] = useState<Failure | undefined>(undefined);
  const load = async () => {
    const answer = await api('GET /api/rooms/:id/statement', { params: { id: roomId } });
    setFailure(answer.ok ? undefined : answer.error);
    if (answer.ok) setStatement(answer.data.statement);
  };
  useEffect(() => void load(), [roomId]);
  if (failure) return <ErrorPanel inline {...failure} onRetry={() => void load()} />;
  if (!statement) return <Skeleton shape="block" height="16rem" />;
  return <Whole statement={statement} />;
}

function Whole({ statement }: { statement: RoomStatement }) {
  const { size, sold, returned, orders, paidOrders, paidAmount, refundedAmount, settledAt, now, items } = statement;
  const hasChanged = now.paidAmount !== paidAmount || now.refundedAmount !== refundedAmount;
  const { startedAt, endedAt } = statement;
  return (
    <div class="stack gap-6">
      <p class="row-wrap small muted">
        {startedAt && endedAt && `${formatDateTime(startedAt)} – ${formatDateTime(endedAt)}`}
        <Badge tone={settledAt ? 'success' : 'warning'}>
          {settledAt ? t('statement.settledAt', { time: formatDateTime(settledAt) }) : t('statement.open')}
        </Badge>
      </p>
      <StatRow>
        <Stat label={t('statement.size')} value={formatCount(size)} />
        <Stat label={t('statement.sold')} value={formatCount(sold)} />
        <Stat label={t('statement.returned')} value={formatCount(returned)} />
        <Stat
          label={t('statement.orders')}
          value={formatCount(orders)}
          note={t('statement.paidOrders', { value: formatCount(paidOrders) })}
        />
        <Stat
          label={t('statement.money')}
          value={formatPrice(paidAmount)}
          note={hasChanged ? t('statement.now', { amount: formatPrice(now.paidAmount) }) : undefined}
        />
        <Stat
          label={t('statement.refunded')}
          value={formatPrice(refundedAmount)}
          note={hasChanged ? t('statement.now', { amount: formatPrice(now.refundedAmount) }) : undefined}
        />
      </StatRow>
      {items.length === 0 ? (
        <EmptyState title={t('statement.noItems')} />
      ) : (
        <ul class="statement-items">
          {items.map((item) => (
            <Item key={item.itemId} item={item} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Item({ item }: { item: StatementItem }) {
  const { size, sold, returned, paidAmount, refundedAmount } = item;
  return (
    <li class="statement-item">
      <Picture id={item.picture} alt="" size={48} />
      <div class="grow">
        <p class="strong">{item.title}</p>
        <p class="small muted tabular">
          {t('statement.units', {
            size: formatCount(size),
            sold: formatCount(sold),
            returned: formatCount(returned),
          })}
        </p>
      </div>
      <p class="statement-money tabular">
        <span class="strong">{formatPrice(paidAmount)}</span>
        {refundedAmount > 0 && (
          <span class="small muted">{t('statement.refundedOf', { amount: formatPrice(refundedAmount) })}</span>
        )}
      </p>
    </li>
  );
}
