import { signal, type ReadonlySignal } from '@preact/signals';
import type { Device } from 'mediasoup-client';
import type { Consumer, Transport } from 'mediasoup-client/types';
import type { CommandOutput } from '../../src/contract/commands.ts';
import type { ConsumerParameters } from '../../src/contract/media.ts';
import { ApiError } from '../lib/api-error.ts';
import { backOff, type MediaLine } from './device.ts';
import { layerFor } from './layers.ts';

/** What a viewer sees of the media; buying and chat never depend on it. */
export type ViewerState =
  | { status: 'waiting' }
  | { status: 'joining' }
  | { status: 'playing'; needsUnmute: boolean; hasVideo: boolean; hasAudio: boolean }
  | { status: 'reconnecting'; attempt: number }
  /** `unsupported`: this browser has no WebRTC; `full`: no place at the moment; `blocked`: no way through to the media server. */
  | { status: 'failed'; reason: 'unsupported' | 'full' | 'blocked' | 'refused'; retryAfterMs?: number }
  | { status: 'stopped' };

export type StageState = 'off' | 'on' | 'reconnecting';

export interface Viewer {
  readonly state: ReadonlySignal<ViewerState>;
  /** Milliseconds from `createViewer` to the first decoded frame. */
  readonly firstFrameMs: ReadonlySignal<number | undefined>;
  /** Tells what the room's log says of the host's media; media is joined while it is on. */
  setStage(stage: StageState): void;
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
  room: string;
  /** Asked once; may have been begun before. @throws when this browser has no WebRTC */
  device: () => Promise<Device>;
  video: HTMLVideoElement;
}

type Joined = CommandOutput<'media:join'>;

/** Tries in a row before the page says that media cannot be reached. */
const TRIES = 6;

/** Plays a room's media in a video element and comes back by itself after every loss. */
export function createViewer({ line, room, device: loadDevice, video }: ViewerOptions): Viewer {
  const state = signal<ViewerState>({ status: 'waiting' });
  const firstFrameMs = signal<number | undefined>(undefined);
  const began = performance.now();
  const stream = new MediaStream();
  const consumers = new Map<string, Consumer>();
  let device: Device | undefined;
  let transport: Transport | undefined;
  let session: string | undefined;
  let stage: StageState = 'off';
  let mode: 'full' | 'audio' = 'full';
  let quality: 'auto' | 'lowest' = 'auto';
  let asked: { session: string; spatial: number } | undefined;
  let attempt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isClosed = false;
  // Answers of an earlier try must not touch a later one.
  let round = 0;

  video.srcObject = stream;
  video.muted = true;
  video.playsInline = true;
  video.requestVideoFrameCallback(() => (firstFrameMs.value = performance.now() - began));

  async function join(): Promise<void> {
    const mine = ++round;
    drop();
    if (isClosed || stage === 'off') return void (state.value = { status: 'waiting' });
    state.value = attempt === 0 ? { status: 'joining' } : { status: 'reconnecting', attempt };
    try {
      device ??= await loadDevice();
      const kinds = mode === 'audio' ? (['audio'] as const) : (['audio', 'video'] as const);
      const joined = await line.request('media:join', {
        room,
        rtpCapabilities: device.recvRtpCapabilities as never,
        kinds: [...kinds],
      });
      if (mine !== round) return leave(joined.session);
      open(joined, mine);
      await Promise.all(joined.consumers.map((each) => receive(each, mine)));
      if (mine === round) settle();
    } catch (error) {
      if (mine === round) failed(error);
    }
  }

  function open(joined: Joined, mine: number): void {
    session = joined.session;
    transport = device!.createRecvTransport(joined.transport as never);
    const of = joined.session;
    transport.on('connect', ({ dtlsParameters }, done, refuse) => {
      line.request('media:connect', { room, session: of, dtlsParameters }).then(done, refuse);
    });
    transport.on('connectionstatechange', (now) => {
      if (mine !== round) return;
      if (now === 'connected') attempt = 0;
      if (now === 'failed' || now === 'disconnected') again();
    });
  }

  async function receive(parameters: ConsumerParameters, mine: number): Promise<void> {
    if (!transport || mine !== round) return;
    const consumer = await transport.consume({ ...parameters, rtpParameters: parameters.rtpParameters as never });
    if (mine !== round) return consumer.close();
    consumers.set(consumer.id, consumer);
    stream.addTrack(consumer.track);
  }

  function settle(): void {
    if (consumers.size === 0) return void (state.value = { status: stage === 'on' ? 'joining' : 'waiting' });
    void video.play().catch(() => {});
    fit();
    publishState();
  }

  function publishState(): void {
    const has = (kind: string) => [...consumers.values()].some((each) => each.kind === kind);
    state.value = {
      status: 'playing',
      needsUnmute: video.muted && has('audio'),
      hasVideo: has('video'),
      hasAudio: has('audio'),
    };
  }

  function failed(error: unknown): void {
    const code = error instanceof ApiError ? error.code : undefined;
    const retryAfterMs = error instanceof ApiError ? error.retryAfterMs : undefined;
    drop();
    if (code === 'NOT_LIVE') return void (state.value = { status: 'waiting' });
    if (code === 'MEDIA_FULL') {
      state.value = { status: 'failed', reason: 'full', ...(retryAfterMs && { retryAfterMs }) };
      timer = setTimeout(() => void join(), (retryAfterMs ?? 5_000) * (1 + Math.random()));
    } else if (error instanceof Error && error.name === 'UnsupportedError') {
      state.value = { status: 'failed', reason: 'unsupported' };
    } else {
      again();
    }
  }

  /** Comes back after a wait that grows; says so when it has not worked for long. */
  function again(afterMs = backOff(attempt)): void {
    drop();
    attempt += 1;
    if (attempt > TRIES) return void (state.value = { status: 'failed', reason: 'blocked' });
    state.value = { status: 'reconnecting', attempt };
    timer = setTimeout(() => void join(), afterMs);
  }

  /** Lets go of the current session; the last frame stays on the screen. */
  function drop(): void {
    clearTimeout(timer);
    for (const consumer of consumers.values()) {
      stream.removeTrack(consumer.track);
      consumer.close();
    }
    consumers.clear();
    transport?.close();
    transport = undefined;
    if (session) leave(session);
    session = undefined;
  }

  function leave(of: string): void {
    void line.request('media:leave', { room, session: of }).catch(() => {});
  }

  function fit(): void {
    if (!session || consumers.size === 0 || mode === 'audio') return;
    const saveData = (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;
    const short = Math.min(video.clientWidth, video.clientHeight) * devicePixelRatio;
    const spatial = quality === 'lowest' ? 0 : layerFor(short, saveData);
    if (spatial === asked?.spatial && session === asked.session) return;
    asked = { session, spatial };
    void line.request('media:layers', { room, session, spatial, temporal: 2 }).catch(() => {});
  }

  const size = new ResizeObserver(() => fit());
  size.observe(video);

  const stops = [
    line.on('media:consumers', (notice) => {
      if (notice.session !== session) return;
      const mine = round;
      void Promise.all(notice.consumers.map((each) => receive(each, mine)))
        .then(() =>
          line.request('media:resume', {
            room,
            session: notice.session,
            consumerIds: notice.consumers.map((each) => each.id),
          }),
        )
        .then(() => mine === round && settle())
        .catch((error: unknown) => mine === round && failed(error));
    }),
    line.on('media:consumer-closed', ({ session: of, consumerId }) => {
      const consumer = of === session ? consumers.get(consumerId) : undefined;
      if (!consumer) return;
      consumers.delete(consumerId);
      stream.removeTrack(consumer.track);
      consumer.close();
      if (consumers.size > 0) publishState();
    }),
    line.on('media:rejoin', ({ session: of, afterMs }) => {
      if (of === session) again(afterMs);
    }),
    // The service has forgotten the sessions of a connection that was lost.
    line.onConnected(() => {
      if (stage !== 'off') void join();
    }),
  ];

  return {
    state,
    firstFrameMs,
    setStage(next) {
      const before = stage;
      stage = next;
      if (next === 'off') {
        round += 1;
        drop();
        state.value = { status: 'waiting' };
      } else if (before === 'off' || (next === 'on' && !session)) {
        attempt = 0;
        void join();
      }
    },
    async unmute() {
      video.muted = false;
      await video.play().catch(() => {
        video.muted = true;
      });
      if (state.peek().status === 'playing') publishState();
    },
    mute() {
      video.muted = true;
      if (state.peek().status === 'playing') publishState();
    },
    setMode(next) {
      if (next === mode) return;
      mode = next;
      attempt = 0;
      void join();
    },
    setQuality(next) {
      quality = next;
      fit();
    },
    retry() {
      attempt = 0;
      void join();
    },
    close() {
      isClosed = true;
      round += 1;
      for (const stop of stops) stop();
      size.disconnect();
      drop();
      video.srcObject = null;
      state.value = { status: 'stopped' };
    },
  };
}
