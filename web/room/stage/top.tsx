import {
  Ellipsis,
  Eye,
  Gauge,
  Headphones,
  Languages,
  LogIn,
  LogOut,
  Plus,
  Radio,
  ReceiptText,
  Sparkles,
  Video,
  X,
} from 'lucide';
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
import { SoundButton } from './stage-message.tsx';
import './top.css';

/** Channel, viewers and the way out, over the picture. */
export function Top() {
  const page = useRoom();
  return (
    <header class="room-top">
      <div class="room-top-row">
        <ChannelPill />
        <Viewers bare />
        <IconButton variant="overlay" icon={X} label={t('room:top.leave')} onClick={() => void leaveRoom(page)} />
      </div>
      <div class="room-top-row">
        {page.room.snapshot.value?.state === 'live' && <LiveBadge />}
        <h1 class="room-top-title truncate">{page.room.snapshot.value?.title}</h1>
        <IconButton
          variant="overlay"
          icon={ReceiptText}
          label={t('room:orders.open')}
          onClick={() => void (page.panel.value = 'orders')}
        />
        {!page.video.isMuted.value && <SoundButton />}
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
      aria-label={isFollowing ? t('room:top.followingLabel', { channel }) : t('room:top.followLabel', { channel })}
      aria-pressed={isFollowing}
      disabled={following.isBusy.value}
      onClick={() => void toggle()}
    >
      {!isFollowing && <Icon node={Plus} size={16} />}
      {isFollowing ? t('room:top.following') : t('room:top.follow')}
    </button>
  );
}

/** How many watch now; `bare` without the mark of a running show. */
export function Viewers({ bare }: { bare?: boolean | undefined }) {
  const { room } = useRoom();
  const snapshot = room.snapshot.value;
  const count = snapshot?.viewers ?? 0;
  return (
    <p class="room-viewers">
      {!bare && snapshot?.state === 'live' && <LiveBadge />}
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
      items={menuItems(page, overlay ?? false)}
      head={who && <p class="strong truncate">{t('account.signedInAs', { name: who.name })}</p>}
    >
      {(links) => (
        <IconButton {...links} icon={Ellipsis} label={t('room:top.menu')} variant={overlay ? 'overlay' : 'quiet'} />
      )}
    </Menu>
  );
}

function menuItems(page: RoomPage, isPhone: boolean): MenuItem[] {
  const isMember = Boolean(account.value);
  const other = languages.find((each) => each !== language.value) ?? languages[0];
  const live = page.room.snapshot.value?.stage !== 'off' && page.room.snapshot.value?.state === 'live';
  return [
    ...(live ? qualityItems(page) : []),
    ...(isPhone ? [{ label: languageNames[other], icon: Languages, onSelect: () => setLanguage(other) }] : []),
    { label: t('nav.lobby'), icon: Radio, onSelect: () => void leaveRoom(page) },
    ...(page.room.standing.value?.role === 'host'
      ? [{ label: t('room:top.toStudio'), icon: Video, href: pages.studio(page.roomId) }]
      : []),
    ...(isMember ? [{ label: t('action.signOut'), icon: LogOut, onSelect: () => void signOut() }] : []),
    ...(isPhone && !isMember ? [{ label: t('action.signIn'), icon: LogIn, onSelect: () => void askSignIn() }] : []),
  ];
}

/** The qualities one is not in. */
function qualityItems({ video }: RoomPage): MenuItem[] {
  const choices = [
    { value: 'auto', label: t('room:stage.qualityAuto'), icon: Sparkles },
    { value: 'low', label: t('room:stage.qualityLow'), icon: Gauge },
    { value: 'sound', label: t('room:stage.qualitySound'), icon: Headphones },
  ] as const;
  return choices
    .filter(({ value }) => value !== video.quality.value)
    .map(({ value, label, icon }) => ({ label, icon, onSelect: () => video.setQuality(value) }));
}
