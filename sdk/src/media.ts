import { backOff } from './back-off.ts';
import type { CommandOutput } from './ask.ts';
import type { Connection } from './connection.ts';
import { ShelfcastError } from './failure.ts';
import type { MediaConsumer, MediaDevice, MediaTransport } from './media-device.ts';
import type { RoomWatch } from './room.ts';
import { createValue, type Value } from './value.ts';

export type { MediaDevice } from './media-device.ts';

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

type Joined = CommandOutput<'media:join'>;
type ConsumersNotice = Pick<Joined, 'session' | 'consumers'>;

/** Tries in a row before it is said that media cannot be reached. */
const TRIES = 6;
const FULL_RETRY_MS = 5_000;

/** Receives a room's media while its stage is on. */
export function watchMedia({ connection, room, device: loadDevice }: MediaOptions): MediaWatch {
  const { roomId } = room;
  const state = createValue<MediaState>({ status: 'waiting' });
  const tracks = createValue<readonly MediaStreamTrack[]>([]);
  const consumers = new Map<string, MediaConsumer>();
  let device: MediaDevice | undefined;
  let transport: MediaTransport | undefined;
  let session: string | undefined;
  let stage: 'off' | 'on' | 'reconnecting' = 'off';
  let mode: 'full' | 'audio' = 'full';
  let layer: { session: string; spatial: number } | undefined;
  let wanted: 0 | 1 | 2 | undefined;
  let attempt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isClosed = false;
  // Answers of an earlier try must not touch a later one.
  let round = 0;

  // From another node, notices may overtake the answer to the join they belong to.
  let early: ConsumersNotice[] = [];
  const ended = new Set<string>();

  const tellTracks = () => tracks.set([...consumers.values()].map(({ track }) => track));

  async function join(): Promise<void> {
    const mine = ++round;
    drop();
    if (isClosed || stage === 'off') return state.set({ status: 'waiting' });
    state.set(attempt === 0 ? { status: 'joining' } : { status: 'reconnecting', attempt });
    try {
      device ??= await loadDevice(room.view.get().rtpCapabilities);
      const spatial = wanted;
      const joined = await connection.request('media:join', {
        room: roomId,
        rtpCapabilities: device.recvRtpCapabilities,
        kinds: mode === 'audio' ? ['audio'] : ['audio', 'video'],
        ...(spatial !== undefined && { spatial }),
      });
      if (mine !== round) return leave(joined.session);
      if (spatial !== undefined) layer = { session: joined.session, spatial };
      open(joined, mine);
      const overtaken = early.splice(0).filter((notice) => notice.session === joined.session);
      await Promise.all(joined.consumers.map((each) => receive(each, mine)));
      if (mine === round) settle();
      overtaken.forEach(take);
    } catch (error) {
      if (mine === round) failed(error);
    }
  }

  function open(joined: Joined, mine: number): void {
    const of = joined.session;
    session = of;
    transport = device!.createRecvTransport(joined.transport as never);
    transport.on('connect', ({ dtlsParameters }, done, refuse) => {
      const payload = { room: roomId, session: of, dtlsParameters: dtlsParameters as never };
      connection.request('media:connect', payload).then(done, refuse);
    });
    transport.on('connectionstatechange', (now) => {
      if (mine !== round) return;
      if (now === 'connected') attempt = 0;
      if (now === 'failed' || now === 'disconnected') again();
    });
  }

  async function receive(parameters: Joined['consumers'][number], mine: number): Promise<void> {
    if (!transport || mine !== round || ended.has(parameters.id)) return;
    const consumer = await transport.consume(parameters as never);
    if (mine !== round || ended.has(consumer.id)) return consumer.close();
    consumers.set(consumer.id, consumer);
    tellTracks();
  }

  /** Streams that started after the join: the service lets them flow when they are set up here. */
  function take(notice: ConsumersNotice): void {
    if (notice.session !== session) return;
    const mine = round;
    const ids = { room: roomId, session: notice.session, consumerIds: notice.consumers.map(({ id }) => id) };
    void Promise.all(notice.consumers.map((each) => receive(each, mine)))
      .then(() => connection.request('media:resume', ids))
      .then(() => mine === round && settle())
      .catch((error: unknown) => mine === round && failed(error));
  }

  function settle(): void {
    if (consumers.size === 0) return state.set({ status: stage === 'on' ? 'joining' : 'waiting' });
    askLayer();
    const has = (kind: string) => [...consumers.values()].some((each) => each.kind === kind);
    state.set({ status: 'playing', hasVideo: has('video'), hasAudio: has('audio') });
  }

  function failed(error: unknown): void {
    const known = error instanceof ShelfcastError ? error : undefined;
    drop();
    if (known?.code === 'NOT_LIVE') return state.set({ status: 'waiting' });
    if (known?.code === 'MEDIA_FULL') {
      const { retryAfterMs } = known;
      state.set({ status: 'failed', reason: 'full', ...(retryAfterMs && { retryAfterMs }) });
      timer = setTimeout(() => void join(), (retryAfterMs ?? FULL_RETRY_MS) * (1 + Math.random()));
    } else if (error instanceof Error && error.name === 'UnsupportedError') {
      state.set({ status: 'failed', reason: 'unsupported' });
    } else {
      again();
    }
  }

  /** Comes back after a wait that grows; says so when it has not worked for long. */
  function again(afterMs = backOff(attempt)): void {
    drop();
    attempt += 1;
    if (attempt > TRIES) return state.set({ status: 'failed', reason: 'blocked' });
    state.set({ status: 'reconnecting', attempt });
    timer = setTimeout(() => void join(), afterMs);
  }

  function drop(): void {
    clearTimeout(timer);
    for (const consumer of consumers.values()) consumer.close();
    consumers.clear();
    ended.clear();
    early = [];
    tellTracks();
    transport?.close();
    transport = undefined;
    if (session) leave(session);
    session = undefined;
  }

  function leave(of: string): void {
    void connection.request('media:leave', { room: roomId, session: of }).catch(() => {});
  }

  function askLayer(): void {
    if (!session || wanted === undefined || consumers.size === 0 || mode === 'audio') return;
    if (layer?.session === session && layer.spatial === wanted) return;
    layer = { session, spatial: wanted };
    void connection.request('media:layers', { room: roomId, ...layer, temporal: 2 }).catch(() => {});
  }

  function setStage(next: typeof stage): void {
    const before = stage;
    stage = next;
    if (next === before) return;
    if (next === 'off') {
      round += 1;
      drop();
      state.set({ status: 'waiting' });
    } else if (before === 'off' || (next === 'on' && !session)) {
      restart();
    }
  }

  function restart(): void {
    attempt = 0;
    void join();
  }

  const stops = [
    connection.on('media:consumers', (notice) => {
      if (session === undefined) early.push(notice);
      else take(notice);
    }),
    connection.on('media:consumer-closed', ({ session: of, consumerId }) => {
      if (of === session || session === undefined) ended.add(consumerId);
      const consumer = of === session ? consumers.get(consumerId) : undefined;
      if (!consumer) return;
      consumers.delete(consumerId);
      tellTracks();
      consumer.close();
      if (consumers.size > 0) settle();
    }),
    connection.on('media:rejoin', ({ session: of, afterMs }) => {
      if (of === session) again(afterMs);
    }),
    // The service has forgotten the sessions of a connection that was lost.
    connection.onConnected(() => {
      if (stage !== 'off') void join();
    }),
    room.view.subscribe(({ snapshot }) => setStage(snapshot?.stage ?? 'off')),
  ];
  setStage(room.view.get().snapshot?.stage ?? 'off');

  return {
    state,
    tracks,
    setMode(next) {
      if (next === mode) return;
      mode = next;
      restart();
    },
    setLayer(spatial) {
      wanted = spatial;
      askLayer();
    },
    retry: restart,
    close() {
      isClosed = true;
      round += 1;
      for (const stop of stops) stop();
      drop();
      state.set({ status: 'stopped' });
    },
  };
}
