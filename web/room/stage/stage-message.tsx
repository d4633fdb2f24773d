import { CirclePlay, Headphones, Pause, Radio, Volume2, VolumeX, WifiOff, type IconNode } from 'lucide';
import type { ComponentChildren } from 'preact';
import { t } from '../../i18n/i18n.ts';
import { errorText } from '../../i18n/error-text.ts';
import { serverNow } from '../../lib/server-clock.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { useRoom, type RoomPage } from '../page.ts';
import './stage-message.css';

/** A show without a picture is just starting for this long, then its host is missing. In milliseconds. */
const STARTING_MS = 60_000;

/** What the middle of the picture says: nothing while it plays with sound. */
export function StageMessage() {
  const page = useRoom();
  return <div class="room-middle">{message(page)}</div>;
}

function message(page: RoomPage): ComponentChildren {
  const { room, video } = page;
  const snapshot = room.snapshot.value;
  if (!snapshot) return null;
  if (snapshot.state === 'paused') {
    return <Words icon={Pause} title={t('room:stage.paused')} text={t('room:stage.pausedText')} />;
  }
  if (snapshot.stage === 'off') {
    const hasBegun = video.hasPicture.value || Date.parse(snapshot.startedAt ?? '') < serverNow() - STARTING_MS;
    if (hasBegun) return <Words icon={Radio} title={t('room:stage.noPicture')} text={t('room:stage.hostAwayText')} />;
    return <Words icon={Radio} title={t('room:stage.starting')} text={t('room:stage.startingText')} />;
  }
  if (snapshot.stage === 'reconnecting') {
    return <Words wait title={t('room:stage.hostAway')} text={t('room:stage.hostAwayText')} />;
  }
  if (video.state.value === 'failed') return <Failed />;
  if (video.quality.value === 'sound') return <SoundOnly />;
  if (video.isBlocked.value) {
    return <BigButton icon={CirclePlay} label={t('room:stage.play')} onClick={video.play} />;
  }
  if (video.state.value === 'playing' && video.isMuted.value && video.hasSound.value) {
    return <BigButton icon={VolumeX} label={t('room:stage.unmute')} onClick={() => video.setMuted(false)} />;
  }
  return video.state.value === 'connecting' && !video.hasPicture.value ? <Spinner size={36} /> : null;
}

interface WordsProps {
  icon?: IconNode;
  wait?: boolean;
  title: string;
  text: string;
  children?: ComponentChildren;
}

function Words({ icon, wait, title, text, children }: WordsProps) {
  return (
    <div class="room-words" role="status">
      {icon && <Icon node={icon} size={32} />}
      {wait && <Spinner size={28} />}
      <p class="room-words-title">{title}</p>
      <p class="room-words-text">{text}</p>
      {children && <div class="room-words-actions">{children}</div>}
    </div>
  );
}

function BigButton({ icon, label, onClick }: { icon: IconNode; label: string; onClick: () => void }) {
  return (
    <button type="button" class="room-unmute" onClick={onClick}>
      <Icon node={icon} size={24} />
      {label}
    </button>
  );
}

/** The video does not get through; the rest of the room does. */
function Failed() {
  const { video } = useRoom();
  const failure = video.failure.value;
  const isFull = failure?.code === 'MEDIA_FULL';
  const words = failure && isFull ? errorText(failure.code, failure.details) : undefined;
  return (
    <Words
      icon={WifiOff}
      title={words?.title ?? t('room:stage.failedTitle')}
      text={words?.next ?? t('room:stage.failedText')}
    >
      <Button variant="primary" size="s" onClick={video.retry}>
        {t('action.retry')}
      </Button>
      <Button size="s" onClick={() => video.setQuality('low')}>
        {t('room:stage.lowQuality')}
      </Button>
      <Button size="s" onClick={() => video.setQuality('sound')}>
        {t('room:stage.soundOnly')}
      </Button>
    </Words>
  );
}

function SoundOnly() {
  const { video } = useRoom();
  return (
    <Words icon={Headphones} title={t('room:stage.soundOnly')} text={t('room:stage.soundOnlyOn')}>
      {video.isMuted.value && (
        <Button size="s" icon={VolumeX} onClick={() => video.setMuted(false)}>
          {t('room:stage.unmute')}
        </Button>
      )}
      <Button size="s" onClick={() => video.setQuality('auto')}>
        {t('room:stage.withPicture')}
      </Button>
    </Words>
  );
}

/** Sound on and off while it plays. */
export function SoundButton() {
  const { video } = useRoom();
  if (!video.hasSound.value) return null;
  const isMuted = video.isMuted.value;
  return (
    <IconButton
      variant="overlay"
      icon={isMuted ? VolumeX : Volume2}
      label={isMuted ? t('room:stage.unmuteLabel') : t('room:stage.muteLabel')}
      onClick={() => video.setMuted(!isMuted)}
    />
  );
}
