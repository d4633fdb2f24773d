import { Radio, TriangleAlert } from 'lucide';
import type { WallRoom } from '../../src/contract/ops.ts';
import { formatCount, formatNumber, formatPrice } from '../i18n/format.ts';
import { t } from '../i18n/i18n.ts';
import { Badge, LiveBadge } from '../ui/badge.tsx';
import { ConnectionChip } from '../ui/connection-chip.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { useConsole } from './console.ts';
import { RoomDrawer } from './room-drawer.tsx';
import { SmallPicture } from './small-picture.tsx';

/** All live rooms with their pictures and numbers, alarms first. */
export function Wall() {
  const desk = useConsole();
  const rooms = desk.rooms.value;
  const failure = desk.failure.value;
  if (!rooms && failure) return <ErrorPanel {...failure} onRetry={() => void desk.refresh()} />;
  return (
    <>
      <PageHeader title={t('console:wall.title')} note={rooms && t('console:wall.note', { count: rooms.length })} />
      <ConnectionChip state={failure ? 'reconnecting' : 'ok'} />
      {!rooms && <Skeleton shape="block" height="20rem" />}
      {rooms?.length === 0 && (
        <EmptyState icon={Radio} title={t('console:wall.empty')} text={t('console:wall.emptyHelp')} />
      )}
      <ul class="console-wall">
        {rooms?.map((each) => (
          <Tile key={each.room.id} entry={each} />
        ))}
      </ul>
      <RoomDrawer />
    </>
  );
}

function Tile({ entry }: { entry: WallRoom }) {
  const { opened } = useConsole();
  const { room, stats, alarms } = entry;
  const numbers = [
    [t('console:wall.viewers'), formatCount(stats.viewers)],
    [t('console:wall.messages'), formatNumber(stats.messagesPerSecond, 1)],
    [t('console:wall.orders'), formatNumber(stats.ordersPerMinute, 1)],
    [t('console:wall.refusals'), formatNumber(stats.refusalsPerMinute, 1)],
    [t('console:wall.money'), formatPrice(stats.paidAmount)],
    [t('console:wall.left'), formatCount(stats.unitsLeft)],
  ];
  return (
    <li class="console-tile" data-alarm={alarms.length > 0}>
      <div class="console-tile-picture" data-theme="dark">
        <SmallPicture roomId={room.id} />
        <div class="console-tile-badges">
          {room.state === 'live' ? <LiveBadge /> : <Badge tone="warning">{t('console:wall.paused')}</Badge>}
          {entry.stage !== 'on' && <Badge tone="danger">{t(`console:stage.${entry.stage}`)}</Badge>}
        </div>
      </div>
      <div class="console-tile-words">
        <button type="button" class="console-tile-open" onClick={() => (opened.value = room.id)}>
          {room.title}
        </button>
        <p class="small muted truncate">{room.channel.name}</p>
        {alarms.map((alarm) => (
          <Badge key={alarm} tone="danger" icon={TriangleAlert}>
            {t(`console:alarm.${alarm}`)}
          </Badge>
        ))}
        <dl class="console-numbers">
          {numbers.map(([name, value]) => (
            <div key={name}>
              <dt class="tiny muted">{name}</dt>
              <dd class="tabular strong">{value}</dd>
            </div>
          ))}
        </dl>
      </div>
    </li>
  );
}
