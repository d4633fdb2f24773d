import { ScrollText } from 'lucide';
import { formatDateTime } from '../i18n/format.ts';
import { t } from '../i18n/i18n.ts';
import { api } from '../lib/api.ts';
import { usePages } from '../lib/use-pages.ts';
import { Card } from '../ui/card.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { LoadMore } from '../ui/load-more.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Table } from '../ui/table.tsx';

/** Who did what to whom, and why; the newest first. */
export function Audit() {
  const pages = usePages(
    (cursor) => api('GET /api/ops/audit', { query: { limit: 50, ...(cursor && { cursor }) } }),
    [],
  );
  const { rows, failure } = pages;
  if (failure && !rows) return <ErrorPanel {...failure} onRetry={() => void pages.retry()} />;
  return (
    <>
      <PageHeader title={t('console:nav.audit')} note={t('console:audit.note')} />
      <Card flush>
        <Table
          caption={t('console:nav.audit')}
          loading={rows === undefined}
          rows={rows ?? []}
          rowKey={(line) => line.id}
          empty={<EmptyState icon={ScrollText} title={t('console:audit.empty')} />}
          columns={[
            {
              key: 'act',
              header: t('console:audit.act'),
              primary: true,
              cell: (line) => <span class="mono">{line.act}</span>,
            },
            { key: 'who', header: t('console:audit.who'), cell: (line) => line.actorName },
            { key: 'at', header: t('console:audit.at'), cell: (line) => formatDateTime(line.at) },
            { key: 'why', header: t('console:audit.why'), cell: (line) => line.reason ?? '' },
            {
              key: 'whom',
              header: t('console:audit.whom'),
              wideOnly: true,
              cell: (line) => <span class="mono small">{`${line.subject.type} ${line.subject.id}`}</span>,
            },
          ]}
        />
      </Card>
      <LoadMore pages={pages} />
    </>
  );
}
