import { ScrollText } from 'lucide';
import { useEffect, useState } from 'preact/hooks';
import type { AuditLine } from '../../src/contract/ops.ts';
import { formatDateTime } from '../i18n/format.ts';
import { t } from '../i18n/i18n.ts';
import { api } from '../lib/api.ts';
import type { Failure } from '../lib/api-error.ts';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Table } from '../ui/table.tsx';

/** Who did what to whom, and why; the newest first. */
export function Audit() {
  const [rows, setRows] = useState<AuditLine[] | undefined>(undefined);
  const [next, setNext] = useState<string | undefined>(undefined);
  const [failure, setFailure] = useState<Failure | undefined>(undefined);
  const load = async (cursor?: string) => {
    const answer = await api('GET /api/ops/audit', { query: { limit: 50, ...(cursor && { cursor }) } });
    setFailure(answer.ok ? undefined : answer.error);
    if (!answer.ok) return;
    setRows((before) => (cursor ? [...(before ?? []), ...answer.data.rows] : answer.data.rows));
    setNext(answer.data.next);
  };
  useEffect(() => void load(), []);
  if (failure) return <ErrorPanel {...failure} onRetry={() => void load()} />;
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
      {next && (
        <Button variant="quiet" full onClick={() => void load(next)}>
          {t('action.loadMore')}
        </Button>
      )}
    </>
  );
}
