import { signal, type ReadonlySignal } from '@preact/signals';
import type { Device } from 'mediasoup-client';
import type { Producer, Transport } from 'mediasoup-client/types';
import { ApiError } from '../lib/api-error.ts';
import { backOff } from '../../sdk/src/index.ts';
import { createDevice, type MediaLine } from './device.ts';
import { createHealthProbe, type PublishHealth } from './health.ts';
import { problemOf, type PublishProblem } from './problems.ts';
import { openSource, type Source, type SourceWish } from './sources.ts';

export type PublisherState =
  | { status: 'idle' }
  | { status: 'publishing' }
  | { status: 'connecting' }
  | { status: 'reconnecting'; attempt: number }
  | { status: 'failed'; problem: PublishProblem };

/** The host's broadcast: a source that can be changed while live, and the connection that carries it. */
export interface Publisher {
  readonly state: ReadonlySignal<PublisherState>;
  /** What is shown in the preview; open before going live. */
  readonly source: ReadonlySignal<Source | undefined>;
  readonly health: ReadonlySignal<PublishHealth | undefined>;
  readonly muted: ReadonlySignal<boolean>;
  /** Opens a source, live too; resolves with the problem, or with nothing when it worked. */
  use(wish: SourceWish): Promise<PublishProblem | undefined>;
  /** Begins to send, and goes on through every loss until `stop`. */
  start(): Promise<void>;
  stop(): void;
  setMuted(muted: boolean): void;
  close(): void;
}

interface PublisherOptions {
  line: MediaLine;
  room: string;
  /** What the service can carry; asked when connecting, as it comes with the room. */
  rtpCapabilities: () => unknown;
}

/** Three pictures of 180, 360 and 720 lines; viewers get the one their screen and network can use. */
const layers = [
  { rid: 'l', scaleResolutionDownBy: 4, maxBitrate: 150_000, scalabilityMode: 'L1T2' },
  { rid: 'm', scaleResolutionDownBy: 2, maxBitrate: 500_000, scalabilityMode: 'L1T2' },
  { rid: 'h', scaleResolutionDownBy: 1, maxBitrate: 1_600_000, scalabilityMode: 'L1T2' },
];

const PROBE_MS = 2_000;
const TRIES = 8;

export function createPublisher({ line, room, rtpCapabilities }: PublisherOptions): Publisher {
  const state = signal<PublisherState>({ status: 'idle' });
  const source = signal<Source | undefined>(undefined);
  const health = signal<PublishHealth | undefined>(undefined);
  const muted = signal(false);
  const producers = new Map<'audio' | 'video', Producer>();
  let device: Device | undefined;
  let transport: Transport | undefined;
  let session: string | undefined;
  let wanted = false;
  let attempt = 0;
  let round = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let probe = createHealthProbe();

  const timer = setInterval(() => {
    const video = producers.get('video');
    if (video)
      void probe(video).then(
        (now) => (health.value = now),
        () => {},
      );
  }, PROBE_MS);

  async function connect(): Promise<void> {
    const mine = ++round;
    drop();
    if (!wanted || !source.peek()) return;
    state.value = attempt === 0 ? { status: 'connecting' } : { status: 'reconnecting', attempt };
    try {
      device ??= await createDevice(rtpCapabilities());
      const opened = await line.request('media:publish-open', { room });
      if (mine !== round) return;
      session = opened.session;
      transport = device.createSendTransport(opened.transport as never);
      listen(transport, opened.session, mine);
      for (const track of source.peek()!.stream.getTracks()) await produce(track, mine);
      if (mine === round) state.value = { status: 'publishing' };
    } catch (error) {
      if (mine === round) failed(error);
    }
  }

  function listen(now: Transport, of: string, mine: number): void {
    now.on('connect', ({ dtlsParameters }, done, refuse) => {
      line.request('media:publish-connect', { room, session: of, dtlsParameters }).then(done, refuse);
    });
    now.on('produce', ({ kind, rtpParameters, appData }, done, refuse) => {
      line
        .request('media:produce', {
          room,
          session: of,
          kind,
          source: appData['source'] as never,
          rtpParameters: rtpParameters as never,
        })
        .then(({ producerId }) => done({ id: producerId }), refuse);
    });
    now.on('connectionstatechange', (connection) => {
      if (mine !== round) return;
      if (connection === 'connected') attempt = 0;
      if (connection === 'failed' || connection === 'disconnected') again('udp_blocked');
    });
  }

  async function produce(track: MediaStreamTrack, mine: number): Promise<void> {
    if (!transport || mine !== round) return;
    const kind = track.kind as 'audio' | 'video';
    const appData = { source: kind === 'audio' ? 'microphone' : source.peek()!.kind };
    const vp8 = device!.recvRtpCapabilities.codecs?.find((codec) => codec.mimeType.toLowerCase() === 'video/vp8');
    const producer = await transport.produce(
      kind === 'video'
        ? {
            track,
            appData,
            stopTracks: false,
            encodings: layers,
            codecOptions: { videoGoogleStartBitrate: 1_000 },
            ...(vp8 && { codec: vp8 }),
          }
        : { track, appData, stopTracks: false, codecOptions: { opusDtx: true, opusFec: true } },
    );
    producers.set(kind, producer);
    if (kind === 'audio' && muted.peek()) producer.pause();
  }

  function failed(error: unknown): void {
    const code = error instanceof ApiError ? error.code : undefined;
    if (code === 'FORBIDDEN' || code === 'NOT_LIVE' || code === 'ROOM_STATE' || code === 'MEDIA_REJECTED') {
      drop();
      state.value = { status: 'failed', problem: 'refused' };
    } else if (error instanceof Error && error.name === 'UnsupportedError') {
      state.value = { status: 'failed', problem: 'unsupported' };
    } else again('udp_blocked');
  }

  function again(problem: PublishProblem): void {
    drop();
    if (!wanted) return;
    attempt += 1;
    if (attempt > TRIES) return void (state.value = { status: 'failed', problem });
    state.value = { status: 'reconnecting', attempt };
    retry = setTimeout(() => void connect(), backOff(attempt - 1));
  }

  function drop(): void {
    clearTimeout(retry);
    producers.clear();
    transport?.close();
    transport = undefined;
    session = undefined;
    health.value = undefined;
    probe = createHealthProbe();
  }

  /** Puts the new source's tracks into what is being sent, without a gap where a track of that kind was there. */
  async function swap(next: Source): Promise<void> {
    for (const kind of ['video', 'audio'] as const) {
      const track = next.stream.getTracks().find((each) => each.kind === kind);
      const producer = producers.get(kind);
      if (producer && track) await producer.replaceTrack({ track });
      else if (track) await produce(track, round);
    }
  }

  const stops = [
    line.on('media:republish', ({ session: of, reason }) => {
      if (of !== session) return;
      if (reason === 'taken_over') {
        wanted = false;
        drop();
        state.value = { status: 'failed', problem: 'taken_over' };
      } else again('udp_blocked');
    }),
    // A new connection to the service has no sessions; if the media still flows it is taken over without harm.
    line.onConnected(() => {
      if (wanted && state.peek().status !== 'connecting') void connect();
    }),
  ];

  return {
    state,
    source,
    health,
    muted,
    async use(wish) {
      try {
        const next = await openSource(wish);
        const before = source.peek();
        source.value = next;
        for (const track of next.stream.getVideoTracks())
          track.addEventListener(
            'ended',
            () => source.peek() === next && wanted && (state.value = { status: 'failed', problem: 'source_ended' }),
          );
        if (transport) await swap(next);
        before?.close();
        return undefined;
      } catch (error) {
        return problemOf(error);
      }
    },
    async start() {
      wanted = true;
      attempt = 0;
      await connect();
    },
    stop() {
      wanted = false;
      round += 1;
      drop();
      state.value = { status: 'idle' };
    },
    setMuted(next) {
      muted.value = next;
      const producer = producers.get('audio');
      if (next) producer?.pause();
      else producer?.resume();
    },
    close() {
      wanted = false;
      round += 1;
      clearInterval(timer);
      for (const stop of stops) stop();
      drop();
      source.peek()?.close();
      source.value = undefined;
      state.value = { status: 'idle' };
    },
  };
}
