import { backOff } from './back-off.ts';
import { ShelfcastError } from './failure.ts';
import type { MediaDevice } from './media-device.ts';
import { createMediaSession, type Joined, type MediaSession } from './media-session.ts';
import type { MediaOptions, MediaState, MediaWatch } from './media-watch.ts';
import { createValue } from './value.ts';

export type { MediaDevice } from './media-device.ts';
export type { MediaOptions, MediaState, MediaWatch } from './media-watch.ts';

type ConsumersNotice = Pick<Joined, 'session' | 'consumers'>;

/** Tries in a row before it is said that media cannot be reached. */
const TRIES = 6;
const FULL_RETRY_MS = 5_000;

/** Receives a room's media while its stage is on. */
export function watchMedia({ connection, room, device: loadDevice }: MediaOptions): MediaWatch {
  const { roomId } = room;
  const state = createValue<MediaState>({ status: 'waiting' });
  const tracks = createValue<readonly MediaStreamTrack[]>([]);
  let device: MediaDevice | undefined;
  let session: MediaSession | undefined;
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
  let ended: string[] = [];

  const tellTracks = () => tracks.set([...(session?.consumers.values() ?? [])].map(({ track }) => track));

  async function join(): Promise<void> {
    drop();
    const mine = round;
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
      if (mine !== round) {
        void connection.request('media:leave', { room: roomId, session: joined.session }).catch(() => {});
        return;
      }
      if (spatial !== undefined) layer = { session: joined.session, spatial };
      const opened = open(device, joined);
      const overtaken = early.splice(0).filter((notice) => notice.session === joined.session);
      await opened.receive(joined.consumers);
      if (mine === round) settle();
      overtaken.forEach(take);
    } catch (error) {
      if (mine === round) failed(error);
    }
  }

  function open(loaded: MediaDevice, joined: Joined): MediaSession {
    session = createMediaSession({
      connection,
      roomId,
      device: loaded,
      joined,
      ended,
      onTracks: tellTracks,
      onConnected: () => (attempt = 0),
      onLost: () => again(),
    });
    return session;
  }

  /** Streams that started after the join: the service lets them flow when they are set up here. */
  function take({ session: of, consumers }: ConsumersNotice): void {
    if (of !== session?.id) return;
    const mine = round;
    const ids = { room: roomId, session: of, consumerIds: consumers.map(({ id }) => id) };
    void session
      .receive(consumers)
      .then(() => connection.request('media:resume', ids))
      .then(() => mine === round && settle())
      .catch((error: unknown) => mine === round && failed(error));
  }

  function settle(): void {
    const kinds = new Set([...(session?.consumers.values() ?? [])].map(({ kind }) => kind));
    if (kinds.size === 0) return state.set({ status: stage === 'on' ? 'joining' : 'waiting' });
    askLayer();
    state.set({ status: 'playing', hasVideo: kinds.has('video'), hasAudio: kinds.has('audio') });
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
    round += 1;
    clearTimeout(timer);
    early = [];
    ended = [];
    session?.close();
    session = undefined;
  }

  function askLayer(): void {
    if (!session?.consumers.size || wanted === undefined || mode === 'audio') return;
    if (layer?.session === session.id && layer.spatial === wanted) return;
    layer = { session: session.id, spatial: wanted };
    void connection.request('media:layers', { room: roomId, ...layer, temporal: 2 }).catch(() => {});
  }

  function setStage(next: typeof stage): void {
    const before = stage;
    stage = next;
    if (next === before) return;
    if (next === 'off') {
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
      if (!session) ended.push(consumerId);
      else if (of === session.id && session.end(consumerId) && session.consumers.size > 0) settle();
    }),
    connection.on('media:rejoin', ({ session: of, afterMs }) => {
      if (of === session?.id) again(afterMs);
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
      for (const stop of stops) stop();
      drop();
      state.set({ status: 'stopped' });
    },
  };
}
