import { ReceiptText } from 'lucide';
import { useState } from 'preact/hooks';
import type { Statement } from '../../src/contract/statements.ts';
import { formatCount, formatDateTime, formatPrice } from '../i18n/format.ts';
import { t } from '../i18n/i18n.ts';
import { api } from '../lib/api.ts';
import { usePages } from '../lib/use-pages.ts';
import { Badge } from '../ui/badge.tsx';
import { Card } from '../ui/card.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { LoadMore } from '../ui/load-more.tsx';
import { Table } from '../ui/table.tsx';
import { StatementDrawer } from './statement-drawer.tsx';
import './statements.css';

const PAGE = 30;

interface StatementsProps {
  /** The host's own shows, or everybody's for operators. */
  of: 'own' | 'all';
}

/** Shows that are over, newest first, with what they sold; one opens with its items. */
export function Statements({ of }: StatementsProps) {
  const [opened, setOpened] = useState<Statement | undefined>(undefined);
  const load = (cursor: string | undefined) => {
    const input = { query: { limit: PAGE, ...(cursor && { cursor }) } };
    return of === 'own' ? api('GET /api/statements', input) : api('GET /api/ops/statements', input);
  };
  const pages = usePages(load, [of]);
  const { rows, failure } = pages;
  if (failure && !rows) return <ErrorPanel {...failure} onRetry={() => void pages.retry()} />;
  return (
    <>
      <Card flush>
        <Table
          caption={t('statement.title')}
          loading={rows === undefined}
          rows={rows ?? []}
          rowKey={(row) => row.roomId}
          onRowClick={setOpened}
          selected={opened?.roomId}
          empty={<EmptyState icon={ReceiptText} title={t('statement.empty')} text={t('statement.emptyHelp')} />}
          columns={[
            {
              key: 'title',
              header: t('statement.show'),
              primary: true,
              cell: (row) => (
                <button type="button" class="statement-link" onClick={() => setOpened(row)}>
                  {row.title}
                </button>
              ),
            },
            ...(of === 'all'
              ? [{ key: 'channel', header: t('statement.channel'), cell: (row: Statement) => row.channelName }]
              : []),
            { key: 'ended', header: t('statement.ended'), cell: (row) => row.endedAt && formatDateTime(row.endedAt) },
            { key: 'sold', header: t('statement.sold'), align: 'end', cell: (row) => formatCount(row.sold) },
            { key: 'returned', header: t('statement.returned'), align: 'end', cell: Returned },
            {
              key: 'money',
              header: t('statement.money'),
              align: 'end',
              cell: (row) => formatPrice(row.now.paidAmount),
            },
          ]}
        />
      </Card>
      <LoadMore pages={pages} />
      <StatementDrawer of={opened} onClose={() => setOpened(undefined)} />
    </>
  );
}

/** Until the last hold has ended the number may grow. */
function Returned({ settledAt, returned }: Statement) {
  return settledAt ? formatCount(returned) : <Badge tone="warning">{t('statement.open')}</Badge>;
}
