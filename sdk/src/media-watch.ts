import type { Connection } from './connection.ts';
import type { MediaDevice } from './media-device.ts';
import type { RoomWatch } from './room.ts';
import type { Value } from './value.ts';

/** Where a room's media stands for this viewer; buying and chat never depend on it. */
export type MediaState =
  | { status: 'waiting' }
  | { status: 'joining' }
  | { status: 'playing'; hasVideo: boolean; hasAudio: boolean }
  | { status: 'reconnecting'; attempt: number }
  /** `unsupported`: no WebRTC here; `full`: no place at the moment; `blocked`: no way through to the media server. */
  | { status: 'failed'; reason: 'unsupported' | 'full' | 'blocked'; retryAfterMs?: number }
  | { status: 'stopped' };

/** A room's sound and picture; comes back by itself after every loss. */
export interface MediaWatch {
  readonly state: Value<MediaState>;
  /** What to play, e.g. in a `MediaStream`; replaced as a whole at every change. */
  readonly tracks: Value<readonly MediaStreamTrack[]>;
  /** `audio` saves data by leaving the picture out. */
  setMode(mode: 'full' | 'audio'): void;
  /** The simulcast layer worth receiving: 0, 1 or 2 for 180, 360 or 720 lines. Asked of the service when it changed. */
  setLayer(spatial: 0 | 1 | 2): void;
  retry(): void;
  close(): void;
}

export interface MediaOptions {
  connection: Pick<Connection, 'request' | 'on' | 'onConnected'>;
  room: Pick<RoomWatch, 'roomId' | 'view'>;
  /** A loaded `Device` of mediasoup-client; asked once. @throws UnsupportedError when there is no WebRTC */
  device: (rtpCapabilities: unknown) => Promise<MediaDevice>;
}
