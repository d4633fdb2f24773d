import { Search } from 'lucide';
import { useState } from 'preact/hooks';
import type { RouteResponse } from '../../sdk/src/index.ts';
import { t } from '../i18n/i18n.ts';
import { api } from '../lib/api.ts';
import type { Failure } from '../lib/api-error.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { TextField } from '../ui/field.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Table } from '../ui/table.tsx';
import { StatementDrawer } from '../statements/statement-drawer.tsx';
import { AccountDrawer } from './account-drawer.tsx';
import { OrderDrawer } from './order-drawer.tsx';

type Found = RouteResponse<'GET /api/ops/search'>['rows'];

/** Any id, order number, e-mail or name in one field. */
export function Find() {
  const [text, setText] = useState('');
  const [rows, setRows] = useState<Found | undefined>(undefined);
  const [failure, setFailure] = useState<Failure | undefined>(undefined);
  const [opened, setOpened] = useState<Found[number] | undefined>(undefined);
  const close = () => setOpened(undefined);
  const find = async () => {
    const q = text.trim();
    if (!q) return;
    const answer = await api('GET /api/ops/search', { query: { q } });
    setFailure(answer.ok ? undefined : answer.error);
    setRows(answer.ok ? answer.data.rows : undefined);
  };
  return (
    <>
      <PageHeader title={t('console:nav.find')} note={t('console:find.note')} />
      <form
        class="console-find"
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          void find();
        }}
      >
        <TextField
          label={t('console:find.label')}
          hideLabel
          type="search"
          placeholder={t('console:find.label')}
          value={text}
          onInput={setText}
          class="grow"
          autofocus
        />
        <Button type="submit" variant="primary" icon={Search}>
          {t('action.search')}
        </Button>
      </form>
      {failure && <ErrorPanel inline {...failure} />}
      {rows && (
        <Table
          caption={t('console:find.found')}
          rows={rows}
          onRowClick={(row) => setOpened(opens(row) ? row : undefined)}
          rowKey={(row) => `${row.type}${row.id}`}
          empty={<EmptyState icon={Search} title={t('console:find.nothing')} />}
          columns={[
            {
              key: 'title',
              header: t('console:find.what'),
              primary: true,
              cell: (row) => <Title row={row} onOpen={setOpened} />,
            },
            {
              key: 'type',
              header: t('console:find.kind'),
              cell: (row) => <Badge>{t(`console:kind.${row.type}`)}</Badge>,
            },
            { key: 'state', header: t('console:find.state'), cell: (row) => row.state ?? '' },
            {
              key: 'id',
              header: t('console:find.id'),
              cell: (row) => <span class="mono small">{row.id}</span>,
              wideOnly: true,
            },
          ]}
        />
      )}
      <OrderDrawer id={opened?.type === 'order' ? opened.id : undefined} onClose={close} />
      <AccountDrawer of={opened?.type === 'account' ? opened : undefined} onClose={close} />
      <StatementDrawer
        of={opened?.type === 'room' ? { roomId: opened.id, title: opened.title } : undefined}
        onClose={close}
      />
    </>
  );
}

/** Orders and accounts open, and shows that are over with their statement; other things are named. */
function opens({ type, state }: Found[number]): boolean {
  return type === 'order' || type === 'account' || (type === 'room' && (state === 'ended' || state === 'closed'));
}

function Title({ row, onOpen }: { row: Found[number]; onOpen: (row: Found[number]) => void }) {
  if (!opens(row)) return <>{row.title}</>;
  return (
    <button type="button" class="console-link" onClick={() => onOpen(row)}>
      {row.title}
    </button>
  );
}
