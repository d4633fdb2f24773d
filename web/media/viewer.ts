import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { Device } from 'mediasoup-client';
import { watchMedia, type MediaState } from '../../sdk/src/index.ts';
import { follow } from '../lib/follow.ts';
import type { RoomWatch } from '../lib/room-client.ts';
import { createDevice, type MediaLine } from './device.ts';
import { layerFor } from './layers.ts';

/** What a viewer sees of the media; buying and chat never depend on it. */
export type ViewerState =
  | Exclude<MediaState, { status: 'playing' }>
  | { status: 'playing'; needsUnmute: boolean; hasVideo: boolean; hasAudio: boolean };

export interface Viewer {
  readonly state: ReadonlySignal<ViewerState>;
  /** Milliseconds from `createViewer` to the first decoded frame. */
  readonly firstFrameMs: ReadonlySignal<number | undefined>;
  /** Turns the sound on; call from a tap, as browsers demand. */
  unmute(): Promise<void>;
  mute(): void;
  /** `audio` saves data by leaving the picture out. */
  setMode(mode: 'full' | 'audio'): void;
  /** `lowest` until told `auto` again. */
  setQuality(quality: 'auto' | 'lowest'): void;
  retry(): void;
  close(): void;
}

interface ViewerOptions {
  line: MediaLine;
  room: Pick<RoomWatch, 'roomId' | 'view'>;
  /** Asked once; may have been begun before. @throws when this browser has no WebRTC */
  device?: ((rtpCapabilities: unknown) => Promise<Device>) | undefined;
  video: HTMLVideoElement;
}

/** Plays a room's media in a video element while its stage is on; the last frame stays when it is lost. */
export function createViewer({ line, room, device = createDevice, video }: ViewerOptions): Viewer {
  const began = performance.now();
  const stream = new MediaStream();
  const firstFrameMs = signal<number | undefined>(undefined);
  const isMuted = signal(true);
  let quality: 'auto' | 'lowest' = 'auto';

  video.muted = true;
  video.playsInline = true;
  video.requestVideoFrameCallback(() => (firstFrameMs.value = performance.now() - began));

  const media = watchMedia({ connection: line, room, device });
  const now = follow(media.state);
  const state = computed<ViewerState>(() =>
    now.value.status === 'playing' ? { ...now.value, needsUnmute: isMuted.value && now.value.hasAudio } : now.value,
  );

  const fit = () => {
    const saveData = (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;
    const short = Math.min(video.clientWidth, video.clientHeight) * devicePixelRatio;
    media.setLayer(quality === 'lowest' ? 0 : layerFor(short, saveData));
  };
  fit();
  const size = new ResizeObserver(fit);
  size.observe(video);
  const stops = [
    media.tracks.subscribe((tracks) => {
      for (const track of stream.getTracks()) if (!tracks.includes(track)) stream.removeTrack(track);
      for (const track of tracks) stream.addTrack(track);
      // Not before: a video that waits for its first data keeps the browser from calling the page loaded.
      if (tracks.length > 0 && video.srcObject !== stream) video.srcObject = stream;
    }),
    media.state.subscribe(({ status }) => {
      if (status === 'playing') void video.play().catch(() => {});
    }),
  ];

  return {
    state,
    firstFrameMs,
    async unmute() {
      video.muted = false;
      await video.play().catch(() => {
        video.muted = true;
      });
      isMuted.value = video.muted;
    },
    mute() {
      video.muted = true;
      isMuted.value = true;
    },
    setMode: media.setMode,
    setQuality(next) {
      quality = next;
      fit();
    },
    retry: media.retry,
    close() {
      size.disconnect();
      media.close();
      for (const stop of stops) stop();
      video.srcObject = null;
    },
  };
}
