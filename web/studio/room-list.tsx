import { signal } from '@preact/signals';
import { CalendarPlus, Radio, Store } from 'lucide';
import { useEffect, useState } from 'preact/hooks';
import type { RoomView } from '../../src/contract/rooms.ts';
import type { ChannelView } from '../../src/contract/shops.ts';
import { formatDateTime } from '../i18n/format.ts';
import { t } from '../i18n/i18n.ts';
import { api } from '../lib/api.ts';
import type { Failure } from '../lib/api-error.ts';
import { pages } from '../lib/links.ts';
import { Badge, LiveBadge } from '../ui/badge.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Count } from '../ui/count.tsx';
import { Card } from '../ui/card.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Table } from '../ui/table.tsx';
import { ScheduleDrawer } from './schedule-drawer.tsx';

interface Lists {
  rooms: RoomView[] | undefined;
  /** `null`: there is none yet. */
  channel: ChannelView | null | undefined;
  failure: Failure | undefined;
}

/** The host's rooms, and the way to a new one. */
export function RoomList() {
  const [lists] = useState(() => signal<Lists>({ rooms: undefined, channel: undefined, failure: undefined }));
  const [isPlanning, setPlanning] = useState(false);
  const load = async () => {
    const [rooms, channel] = await Promise.all([
      api('GET /api/rooms/mine', { query: { limit: 50 } }),
      api('GET /api/channel', {}),
    ]);
    if (!rooms.ok || !channel.ok) {
      const failed = !rooms.ok ? rooms : channel;
      lists.value = { ...lists.peek(), failure: failed.ok ? undefined : failed.error };
      return;
    }
    lists.value = { rooms: rooms.data.rows, channel: channel.data.channel, failure: undefined };
  };
  useEffect(() => void load(), []);
  const { rooms, channel, failure } = lists.value;
  if (failure && !rooms) return <ErrorPanel {...failure} onRetry={() => void load()} />;
  const plan = (
    <Button variant="primary" icon={CalendarPlus} onClick={() => setPlanning(true)}>
      {t('studio:plan.open')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('studio:rooms.title')} note={t('studio:rooms.note')} actions={channel ? plan : undefined} />
      {channel === null ? <NoChannel /> : <Rooms rooms={rooms} plan={plan} />}
      <ScheduleDrawer open={isPlanning} onClose={() => setPlanning(false)} />
    </>
  );
}

function NoChannel() {
  return (
    <EmptyState
      icon={Store}
      title={t('studio:rooms.noChannel')}
      text={t('studio:rooms.noChannelHelp')}
      action={
        <ButtonLink variant="primary" href={`${pages.shop()}#channel`}>
          {t('studio:rooms.toShop')}
        </ButtonLink>
      }
    />
  );
}

function Rooms({ rooms, plan }: { rooms: RoomView[] | undefined; plan: preact.ComponentChildren }) {
  return (
    <Card flush>
      <Table
        caption={t('studio:rooms.title')}
        loading={rooms === undefined}
        rows={rooms ?? []}
        rowKey={(room) => room.id}
        onRowClick={(room) => location.assign(pages.studio(room.id))}
        empty={
          <EmptyState icon={Radio} title={t('studio:rooms.empty')} text={t('studio:rooms.emptyHelp')} action={plan} />
        }
        columns={[
          {
            key: 'title',
            header: t('studio:rooms.room'),
            primary: true,
            cell: (room) => <a href={pages.studio(room.id)}>{room.title}</a>,
          },
          {
            key: 'state',
            header: t('studio:rooms.state'),
            cell: (room) => (room.state === 'live' ? <LiveBadge /> : <Badge>{t(`studio:state.${room.state}`)}</Badge>),
          },
          {
            key: 'start',
            header: t('studio:rooms.start'),
            cell: (room) => formatDateTime(room.startedAt ?? room.startsAt),
          },
          {
            key: 'viewers',
            header: t('studio:numbers.viewers'),
            align: 'end',
            cell: (room) => <Count value={room.viewers} />,
          },
        ]}
      />
    </Card>
  );
}
