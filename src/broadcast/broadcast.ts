import type { Media } from '#media/index.ts';
import { AppError } from '#src/contract/errors.ts';
import type { CommandInput, CommandOutput } from '#src/contract/commands.ts';
import type { Actor, SocketPort } from '#src/platform/edge/types.ts';
import type { MediaCommand } from './rules.ts';

/** One media command as the socket edge hands it over. */
export interface MediaCall<N extends MediaCommand> {
  actor: Actor;
  socket: SocketPort;
  input: CommandInput<N>;
}

/** The edge between rooms and media: who may publish and watch, on whichever node a room's stage is. */
export interface Broadcast {
  /** What every router of this deployment can carry; clients load their device with it before joining. */
  readonly rtpCapabilities: unknown;
  /** True while this node can take a stage. */
  isReady(): boolean;
  /** @throws FORBIDDEN NOT_LIVE MEDIA_UNAVAILABLE MEDIA_SESSION_UNKNOWN, and what media refuses */
  run<N extends MediaCommand>(name: N, call: MediaCall<N>): Promise<CommandOutput<N>>;
  /** What runs here, for metrics; undefined where there is no media. */
  readonly media: Media | undefined;
  close(): Promise<void>;
}

/** For processes without media, and for a node whose workers cannot start: everything but the video works. */
export function createSilentBroadcast(): Broadcast {
  return {
    rtpCapabilities: null,
    isReady: () => false,
    run: () => Promise.reject(new AppError('MEDIA_UNAVAILABLE', { retryAfterMs: 10_000 })),
    media: undefined,
    close: async () => {},
  };
}
