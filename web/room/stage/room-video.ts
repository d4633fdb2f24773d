import type { Device } from 'mediasoup-client';
import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import type { Failure } from '../../lib/api-error.ts';
import type { RoomWatch } from '../../lib/room-client.ts';
import { createViewer, type Viewer, type ViewerState } from '../../media/viewer.ts';
import { createDevice, type MediaLine } from '../../media/device.ts';

/** `off`: nothing on air. `failed`: it does not get through to this viewer. */
export type VideoState = 'off' | 'connecting' | 'playing' | 'reconnecting' | 'failed';
/** `low` asks for the smallest picture, `sound` for none. */
export type VideoQuality = 'auto' | 'low' | 'sound';

/** The live video as the room page uses it; nothing else of the room depends on it. */
export interface RoomVideo {
  readonly state: ReadonlySignal<VideoState>;
  readonly failure: ReadonlySignal<Failure | undefined>;
  /** A frame has been seen; the last one stays while the video reconnects. */
  readonly hasPicture: ReadonlySignal<boolean>;
  readonly hasSound: ReadonlySignal<boolean>;
  readonly isMuted: ReadonlySignal<boolean>;
  /** The browser wants a tap before it plays even without sound. */
  readonly isBlocked: ReadonlySignal<boolean>;
  readonly quality: ReadonlySignal<VideoQuality>;
  /** Where it plays; whoever shows the room puts it into its place. */
  readonly element: HTMLVideoElement;
  play(): void;
  setMuted(muted: boolean): void;
  setQuality(quality: VideoQuality): void;
  retry(): void;
  /** How long the element has played, in milliseconds. */
  clock(): number | undefined;
  close(): void;
}

interface Needs {
  element: HTMLVideoElement;
  connection: MediaLine;
  room: Pick<RoomWatch, 'roomId' | 'view'>;
  /** Known before the room is, if all goes well. */
  capabilities: Promise<unknown>;
}

export function createRoomVideo({ element, connection, room, capabilities }: Needs): RoomVideo {
  const early = loadEarly(capabilities);
  const device = async (rtpCapabilities: unknown) => (await early) ?? createDevice(rtpCapabilities);
  const viewer: Viewer = createViewer({ line: connection, room, device, video: element });
  const now = viewer.state;
  const isMuted = signal(true);
  const isBlocked = signal(false);
  const quality = signal<VideoQuality>('auto');

  const stopPlaying = effect(() => {
    if (now.value.status !== 'playing') return undefined;
    const timer = setTimeout(() => (isBlocked.value = element.paused), 800);
    return () => clearTimeout(timer);
  });
  const apply = (next: VideoQuality) => {
    quality.value = next;
    viewer.setMode(next === 'sound' ? 'audio' : 'full');
    viewer.setQuality(next === 'low' ? 'lowest' : 'auto');
  };

  return {
    state: computed(() => stateOf(now.value)),
    failure: computed(() => failureOf(now.value)),
    hasPicture: computed(() => viewer.firstFrameMs.value !== undefined && quality.value !== 'sound'),
    hasSound: computed(() => now.value.status === 'playing' && now.value.hasAudio),
    isMuted,
    isBlocked,
    quality,
    element,
    play() {
      isBlocked.value = false;
      void element.play();
    },
    setMuted(muted) {
      isMuted.value = muted;
      if (muted) viewer.mute();
      else void viewer.unmute().then(() => (isMuted.value = element.muted));
    },
    setQuality(next) {
      apply(next);
      if (now.peek().status === 'failed') viewer.retry();
    },
    retry: () => viewer.retry(),
    clock: () => (now.peek().status === 'playing' ? Math.round(element.currentTime * 1000) : undefined),
    close() {
      stopPlaying();
      viewer.close();
    },
  };
}

/** Gets media ready while the line opens and the room answers; undefined when that failed, to be done with the room's answer. */
async function loadEarly(capabilities: Promise<unknown>): Promise<Device | undefined> {
  const known = await capabilities;
  return known ? createDevice(known).catch(() => undefined) : undefined;
}

function stateOf({ status }: ViewerState): VideoState {
  switch (status) {
    case 'waiting':
    case 'stopped':
      return 'off';
    case 'joining':
      return 'connecting';
    case 'playing':
    case 'reconnecting':
    case 'failed':
      return status;
  }
}

function failureOf(state: ViewerState): Failure | undefined {
  if (state.status !== 'failed') return undefined;
  if (state.reason === 'full') return { code: 'MEDIA_FULL', retryAfterMs: state.retryAfterMs };
  return { code: 'MEDIA_UNAVAILABLE' };
}
