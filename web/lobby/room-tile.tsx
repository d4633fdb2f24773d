import { CalendarClock, Users } from 'lucide';
import type { RoomCard } from '../../src/contract/rooms.ts';
import { formatDateTime } from '../i18n/format.ts';
import { t } from '../i18n/i18n.ts';
import { pages } from '../lib/links.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Badge, LiveBadge } from '../ui/badge.tsx';
import { Count } from '../ui/count.tsx';
import { Icon } from '../ui/icon.tsx';
import { Picture } from '../ui/picture.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { Skeleton } from '../ui/skeleton.tsx';

/** One room as a portrait tile; the whole tile is the link. */
export function RoomTile({ room }: { room: RoomCard }) {
  return (
    <li class="lobby-tile">
      <div class="lobby-cover" data-theme="dark">
        {room.cover ? <Picture id={room.cover} alt="" class="lobby-picture" /> : <Backdrop name={room.channel.name} />}
        <div class="lobby-marks">{marks(room)}</div>
        <div class="lobby-channel">
          <Avatar name={room.channel.name} size={28} />
          <span class="truncate">{room.channel.name}</span>
        </div>
      </div>
      <h3 class="lobby-title">
        <a href={pages.room(room.id)} class="lobby-link clamp-2">
          {room.title}
        </a>
      </h3>
      {room.state === 'scheduled' && <p class="muted small tabular">{formatDateTime(room.startsAt)}</p>}
    </li>
  );
}

function marks(room: RoomCard) {
  if (room.state === 'scheduled') {
    return (
      <span class="lobby-mark">
        <Icon node={CalendarClock} size={14} />
        <RelativeTime at={room.startsAt} />
      </span>
    );
  }
  return (
    <>
      {room.state === 'live' ? <LiveBadge /> : <Badge tone="warning">{t('lobby:state.paused')}</Badge>}
      <span class="lobby-mark">
        <Icon node={Users} size={14} />
        <Count value={room.viewers} />
        <span class="sr-only">{t('lobby:viewers')}</span>
      </span>
    </>
  );
}

/** Stands in for a missing cover: the channel's letter, large. */
function Backdrop({ name }: { name: string }) {
  return (
    <span class="lobby-backdrop" aria-hidden="true">
      <Avatar name={name} size={360} class="lobby-letter" />
    </span>
  );
}

export function LoadingTile() {
  return (
    <li class="lobby-tile" aria-hidden="true">
      <Skeleton shape="block" class="lobby-cover" />
      <Skeleton width="85%" />
      <Skeleton width="50%" />
    </li>
  );
}
