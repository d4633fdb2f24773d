import { BellPlus, ShoppingBag, X } from 'lucide';
import { formatClock, formatDateTime } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { serverNow } from '../../lib/server-clock.ts';
import { Button } from '../../ui/button.tsx';
import { Badge } from '../../ui/badge.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { fileUrl } from '../../ui/picture.tsx';
import { useNow } from '../../ui/use-now.ts';
import { Connection } from '../connection.tsx';
import { leaveRoom } from '../leave.ts';
import { useRoom } from '../page.ts';
import { saveReminder } from '../reminder.ts';
import { ChannelPill, MoreMenu, Viewers } from '../stage/top.tsx';
import { Backdrop } from './backdrop.tsx';
import './quiet-scene.css';

const DAY_MS = 86_400_000;

/** Not started yet: when it does, a reminder, and what will be on the shelf. Goes live by itself. */
export function BeforeScene() {
  const page = useRoom();
  const snapshot = page.room.snapshot.value;
  const cover = page.card.value?.cover;
  useNow(1000);
  if (!snapshot) return null;
  const left = Date.parse(snapshot.startsAt) - serverNow();
  return (
    <main class="room-scene room-quiet">
      <Backdrop />
      <header class="room-quiet-top room-top-row">
        <ChannelPill />
        <Viewers />
        <MoreMenu overlay />
        <IconButton variant="overlay" icon={X} label={t('room:top.leave')} onClick={() => void leaveRoom(page)} />
      </header>
      <Connection />
      <section class="room-quiet-card" aria-labelledby="room-quiet-title">
        {cover && <img class="room-quiet-cover" src={fileUrl(cover)} alt="" decoding="async" />}
        <Badge tone="accent">{t('room:before.announced')}</Badge>
        <h1 id="room-quiet-title">{snapshot.title}</h1>
        {left > 0 ? (
          <>
            <p class="room-quiet-label">{t('room:before.starts')}</p>
            <Countdown left={left} />
            <p class="room-quiet-soft tabular">{t('room:before.at', { time: formatDateTime(snapshot.startsAt) })}</p>
          </>
        ) : (
          <div role="status">
            <p class="room-quiet-soon">{t('room:before.soon')}</p>
            <p class="room-quiet-soft">{t('room:before.soonText')}</p>
          </div>
        )}
        <div class="room-quiet-acts">
          {left > 0 && (
            <Button
              variant="primary"
              size="l"
              icon={BellPlus}
              title={t('room:before.remindText')}
              onClick={() => saveReminder(page)}
            >
              {t('room:before.remind')}
            </Button>
          )}
          {snapshot.switches.shelf && snapshot.shelf.length > 0 && (
            <Button size="l" icon={ShoppingBag} onClick={() => void (page.panel.value = 'bag')}>
              {t('room:before.look')}
            </Button>
          )}
        </div>
      </section>
    </main>
  );
}

function Countdown({ left }: { left: number }) {
  const days = Math.floor(left / DAY_MS);
  return (
    <p class="room-quiet-clock tabular" role="timer">
      {days > 0 && <span>{t('room:before.days', { count: days })} </span>}
      {formatClock(left % DAY_MS)}
    </p>
  );
}
