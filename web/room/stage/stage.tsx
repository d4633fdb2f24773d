import { useEffect, useRef } from 'preact/hooks';
import { t } from '../../i18n/i18n.ts';
import { cx } from '../../ui/cx.ts';
import { useRoom } from '../page.ts';
import { Backdrop } from '../scenes/backdrop.tsx';
import { isWide } from '../use-wide.ts';
import { useBlurredFill } from './use-blurred-fill.ts';
import { useFit } from './use-fit.ts';
import './stage.css';

/** The picture: cover behind, then a blurred fill where the video leaves bars, then the video. */
export function Stage() {
  const { room, video } = useRoom();
  const snapshot = room.snapshot.value;
  const element = useRef<HTMLVideoElement>(null);
  const fill = useRef<HTMLCanvasElement>(null);
  const fit = useFit(element, isWide.value);
  const hasPicture = video.hasPicture.value;
  useEffect(() => (element.current ? video.attach(element.current) : undefined), [video]);
  useBlurredFill(element, fill, hasPicture && fit === 'contain');
  const isDimmed =
    snapshot?.stage === 'reconnecting' || video.state.value === 'reconnecting' || snapshot?.state === 'paused';
  const tap = useDoubleTap();
  return (
    <div class={cx('room-stage', isDimmed && 'room-stage-dimmed')} onClick={tap}>
      <Backdrop />
      <canvas ref={fill} class="room-fill" width={27} height={48} hidden={!hasPicture || fit === 'cover'} />
      <video
        ref={element}
        class={cx('room-video', `room-video-${fit}`)}
        hidden={!hasPicture}
        autoplay
        playsInline
        muted
        disablePictureInPicture
        aria-label={t('room:stage.video', { channel: snapshot?.channel.name ?? '' })}
        data-testid="video"
      />
      <div class="room-shade" />
    </div>
  );
}

/** Two quick taps on the picture are a like. */
function useDoubleTap(): () => void {
  const { likes, room } = useRoom();
  const last = useRef(0);
  return () => {
    const now = Date.now();
    const isSecond = now - last.current < 320;
    last.current = now;
    const snapshot = room.snapshot.peek();
    if (isSecond && snapshot?.switches.likes && snapshot.state === 'live') likes.tap();
  };
}
