import { Heart, Share2, ShoppingBag } from 'lucide';
import { formatCount } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { useRoom } from '../page.ts';
import { share } from '../share.ts';
import { Hearts } from './hearts.tsx';

/** Opens the shelf; shows how many items are on it. */
export function BagButton() {
  const { room, panel } = useRoom();
  const snapshot = room.snapshot.value;
  if (!snapshot?.switches.shelf) return null;
  const count = snapshot.shelf.length;
  return (
    <IconButton
      class="room-bag"
      icon={ShoppingBag}
      label={t('room:shelf.bagLabel', { count })}
      variant="overlay"
      count={count > 0 ? count : undefined}
      onClick={() => void (panel.value = 'bag')}
    />
  );
}

/** A tap is a heart. */
export function LikeButton() {
  const { room, likes } = useRoom();
  const snapshot = room.snapshot.value;
  if (!snapshot?.switches.likes) return null;
  const total = snapshot.likes + likes.unsent.value;
  return (
    <span class="room-like">
      <IconButton
        icon={Heart}
        filled
        label={`${t('room:like.like')}, ${t('room:like.total', { count: total })}`}
        variant="overlay"
        count={total > 0 ? formatCount(total) : undefined}
        disabled={snapshot.state !== 'live'}
        onClick={likes.tap}
      />
      <Hearts />
    </span>
  );
}

/** Hands the room's address on. */
export function ShareButton() {
  const page = useRoom();
  if (!page.room.snapshot.value?.switches.share) return null;
  return <IconButton icon={Share2} label={t('room:share.share')} variant="overlay" onClick={() => void share(page)} />;
}
