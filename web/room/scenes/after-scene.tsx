import { Ban, PartyPopper, ReceiptText, Video } from 'lucide';
import { formatClock, formatNumber } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { pages } from '../../lib/links.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { LanguageSwitch } from '../../ui/language-switch.tsx';
import { Logo } from '../../ui/logo.tsx';
import { HoldChip } from '../buy/hold-chip.tsx';
import { Connection } from '../connection.tsx';
import { useRoom } from '../page.ts';
import { ShelfList } from '../shelf/shelf-list.tsx';
import { FollowButton, MoreMenu } from '../stage/top.tsx';
import { Backdrop } from './backdrop.tsx';
import './quiet-scene.css';

/** The show is over, or the platform closed the room; the shelf and one's orders stay readable. */
export function AfterScene() {
  const { room, panel } = useRoom();
  const snapshot = room.snapshot.value;
  if (!snapshot) return null;
  const isClosed = snapshot.state === 'closed';
  return (
    <main class="room-scene room-quiet">
      <Backdrop />
      <header class="room-quiet-top room-top-row">
        <a class="room-desk-home" href={pages.lobby()}>
          <Logo />
        </a>
        <span class="grow" />
        <LanguageSwitch overlay />
        <MoreMenu overlay />
      </header>
      <Connection />
      <section class="room-quiet-card" aria-labelledby="room-quiet-title">
        {isClosed ? (
          <span class="room-quiet-mark">
            <Icon node={Ban} size={40} />
          </span>
        ) : (
          <Avatar name={snapshot.channel.name} size={72} />
        )}
        <h1 id="room-quiet-title">{isClosed ? t('room:after.closed') : t('room:after.title')}</h1>
        {isClosed ? <Closed reason={snapshot.closedReason} /> : <Thanks />}
        <HoldChip />
        <div class="room-quiet-acts">
          <ButtonLink variant="primary" size="l" icon={Video} href={pages.lobby()}>
            {t('room:after.more')}
          </ButtonLink>
          <Button size="l" icon={ReceiptText} onClick={() => void (panel.value = 'orders')}>
            {t('room:after.orders')}
          </Button>
        </div>
      </section>
      {snapshot.shelf.length > 0 && (
        <section class="room-quiet-shelf" aria-labelledby="room-quiet-shelf">
          <h2 id="room-quiet-shelf">{t('room:after.shelf')}</h2>
          <ShelfList />
        </section>
      )}
    </main>
  );
}

function Closed({ reason }: { reason: string | undefined }) {
  return (
    <>
      <p class="room-quiet-soft">{reason ? t('room:after.closedText', { reason }) : t('room:after.closedNoReason')}</p>
      <p class="room-quiet-soft">{t('room:after.closedOrders')}</p>
    </>
  );
}

function Thanks() {
  const { room } = useRoom();
  const snapshot = room.snapshot.value;
  if (!snapshot) return null;
  const { startedAt, endedAt, likes, channel } = snapshot;
  return (
    <>
      <p class="room-quiet-soft">
        <Icon node={PartyPopper} size={18} class="room-quiet-inline" />{' '}
        {t('room:after.text', { channel: channel.name })}
      </p>
      <dl class="room-quiet-facts">
        {startedAt && endedAt && (
          <div>
            <dt>{t('room:after.lasted')}</dt>
            <dd class="tabular">{formatClock(Date.parse(endedAt) - Date.parse(startedAt))}</dd>
          </div>
        )}
        <div>
          <dt>{t('room:after.likes')}</dt>
          <dd class="tabular">{formatNumber(likes)}</dd>
        </div>
      </dl>
      <div class="row row-wrap room-quiet-follow">
        <span class="small">{t('room:after.follow', { channel: channel.name })}</span>
        <FollowButton />
      </div>
    </>
  );
}
