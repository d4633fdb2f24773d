import { useLayoutEffect, useRef } from 'preact/hooks';
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
  const place = useRef<HTMLDivElement>(null);
  const fill = useRef<HTMLCanvasElement>(null);
  const fit = useFit(video.element, place, isWide.value);
  const hasPicture = video.hasPicture.value;
  useLayoutEffect(() => putInto(place.current, video.element), [video]);
  video.element.ariaLabel = t('room:stage.video', { channel: snapshot?.channel.name ?? '' });
  useBlurredFill(video.element, fill, hasPicture && fit === 'contain');
  const isDimmed =
    snapshot?.stage === 'reconnecting' || video.state.value === 'reconnecting' || snapshot?.state === 'paused';
  const tap = useDoubleTap();
  return (
    <div class={cx('room-stage', isDimmed && 'room-stage-dimmed')} onClick={tap}>
      <Backdrop />
      <canvas ref={fill} class="room-fill" width={27} height={48} hidden={!hasPicture || fit === 'cover'} />
      <div ref={place} class={cx('room-video', `room-video-${fit}`)} hidden={!hasPicture} />
      <div class="room-shade" />
    </div>
  );
}

/** The running video comes along from where it was shown before; a browser pauses one that was out of the page. */
function putInto(place: HTMLElement | null, video: HTMLVideoElement): () => void {
  place?.append(video);
  if (video.paused) void video.play().catch(() => undefined);
  return () => {
    if (video.parentElement === place) video.remove();
  };
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
