import { Ellipsis, Eye, Languages, LogIn, LogOut, Plus, ReceiptText, Store, Video, X } from 'lucide';
import { t } from '../../i18n/i18n.ts';
import { formatCount } from '../../i18n/format.ts';
import { language, languageNames, languages, setLanguage } from '../../i18n/language.ts';
import { pages } from '../../lib/links.ts';
import { account, signOut } from '../../lib/session.ts';
import { askSignIn } from '../../lib/sign-in.tsx';
import { Avatar } from '../../ui/avatar.tsx';
import { cx } from '../../ui/cx.ts';
import { Icon } from '../../ui/icon.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { LiveBadge } from '../../ui/badge.tsx';
import { Menu, type MenuItem } from '../../ui/menu.tsx';
import { toastError } from '../../ui/toast.tsx';
import { leaveRoom } from '../leave.ts';
import { useRoom, type RoomPage } from '../page.ts';
import './top.css';

/** Channel, viewers and the way out, over the picture. */
export function Top() {
  const page = useRoom();
  return (
    <header class="room-top">
      <div class="room-top-row">
        <ChannelPill />
        <Viewers />
        <IconButton variant="overlay" icon={X} label={t('room:top.leave')} onClick={() => void leaveRoom(page)} />
      </div>
      <div class="room-top-row">
        <h1 class="room-top-title truncate">{page.room.snapshot.value?.title}</h1>
        <IconButton
          variant="overlay"
          icon={ReceiptText}
          label={t('room:orders.open')}
          onClick={() => void (page.panel.value = 'orders')}
        />
        <MoreMenu overlay />
      </div>
    </header>
  );
}

/** Avatar, name, followers and the follow button. */
export function ChannelPill() {
  const { room, following } = useRoom();
  const snapshot = room.snapshot.value;
  if (!snapshot) return null;
  const { name } = snapshot.channel;
  return (
    <div class="room-channel">
      <Avatar name={name} size={36} live={snapshot.state === 'live'} />
      <div class="room-channel-words">
        <p class="room-channel-name truncate">{name}</p>
        <p class="room-channel-note truncate">
          {t('room:top.followers', {
            count: following.followers.value,
            replace: { count: formatCount(following.followers.value) },
          })}
        </p>
      </div>
      <FollowButton />
    </div>
  );
}

/** Follows the channel; a guest signs in first and the wish is kept. */
export function FollowButton() {
  const { room, following } = useRoom();
  const isFollowing = following.isFollowing.value;
  const role = room.standing.value?.role;
  const channel = room.snapshot.value?.channel.name ?? '';
  if (role === 'host') return null;
  const toggle = async () => {
    if (!(await askSignIn())) return;
    const refusal = await following.toggle();
    if (refusal) toastError(refusal);
  };
  return (
    <button
      type="button"
      class={cx('room-follow', isFollowing && 'room-follow-on')}
      aria-pressed={isFollowing}
      aria-label={t('room:top.followLabel', { channel })}
      disabled={following.isBusy.value}
      onClick={() => void toggle()}
    >
      {!isFollowing && <Icon node={Plus} size={16} />}
      {isFollowing ? t('room:top.following') : t('room:top.follow')}
    </button>
  );
}

/** How many watch now. */
export function Viewers() {
  const { room } = useRoom();
  const snapshot = room.snapshot.value;
  const count = snapshot?.viewers ?? 0;
  return (
    <p class="room-viewers">
      {snapshot?.state === 'live' && <LiveBadge />}
      <Icon node={Eye} size={16} />
      <span class="tabular" aria-hidden="true">
        {formatCount(count)}
      </span>
      <span class="sr-only" data-testid="viewers">
        {t('room:top.viewers', { count })}
      </span>
    </p>
  );
}

/** Language, account and the ways to other pages. */
export function MoreMenu({ overlay }: { overlay?: boolean | undefined }) {
  const page = useRoom();
  const who = account.value;
  return (
    <Menu
      label={t('room:top.menu')}
      items={menuItems(page)}
      head={who && <p class="strong truncate">{t('account.signedInAs', { name: who.name })}</p>}
    >
      {(links) => (
        <IconButton {...links} icon={Ellipsis} label={t('room:top.menu')} variant={overlay ? 'overlay' : 'quiet'} />
      )}
    </Menu>
  );
}

function menuItems(page: RoomPage): MenuItem[] {
  const isMember = Boolean(account.value);
  const other = languages.find((each) => each !== language.value) ?? languages[0];
  return [
    { label: t('room:orders.open'), icon: ReceiptText, onSelect: () => void (page.panel.value = 'orders') },
    { label: languageNames[other], icon: Languages, onSelect: () => setLanguage(other) },
    { label: t('nav.lobby'), icon: Video, onSelect: () => void leaveRoom(page) },
    ...(page.room.standing.value?.role === 'host'
      ? [{ label: t('room:top.toStudio'), icon: Store, href: pages.studio(page.roomId) }]
      : []),
    isMember
      ? { label: t('action.signOut'), icon: LogOut, onSelect: () => void signOut() }
      : { label: t('action.signIn'), icon: LogIn, onSelect: () => void askSignIn() },
  ];
}
