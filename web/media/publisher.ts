import { signal } from '@preact/signals';
import type { Device } from 'mediasoup-client';
import { backOff, type Notices } from '../../sdk/src/index.ts';
import { createDevice, type MediaLine } from './device.ts';
import { createHealthProbe, type PublishHealth } from './health.ts';
import { finalProblemOf, problemOf, type PublishProblem } from './problems.ts';
import { createPublishSession, type PublishSession } from './publish-session.ts';
import type { Publisher, PublisherState } from './publisher-state.ts';
import { openSource, type Source } from './sources.ts';

interface PublisherOptions {
  line: MediaLine;
  room: string;
  /** What the service can carry; asked when connecting, as it comes with the room. */
  rtpCapabilities: () => unknown;
}

type EndReason = Notices['media:republish']['reason'];

const PROBE_MS = 2_000;
const TRIES = 8;
/** A service that does not answer must not keep the picture flowing. */
const LEAVE_MS = 1_000;

export function createPublisher({ line, room, rtpCapabilities }: PublisherOptions): Publisher {
  const state = signal<PublisherState>({ status: 'idle' });
  const source = signal<Source | undefined>(undefined);
  const health = signal<PublishHealth | undefined>(undefined);
  const muted = signal(false);
  /** Sessions that ended before the answer that opens them came: from another node, a notice may overtake it. */
  const early = new Map<string, EndReason>();
  let device: Device | undefined;
  let session: PublishSession | undefined;
  let wanted = false;
  let attempt = 0;
  let round = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let probe = createHealthProbe();

  const timer = setInterval(() => {
    const video = session?.producer('video');
    if (!video) return;
    probe(video)
      .then((now) => (health.value = now))
      .catch(() => {});
  }, PROBE_MS);

  async function connect(): Promise<void> {
    drop();
    const mine = round;
    const from = source.peek();
    if (!wanted || !from) return;
    state.value = attempt === 0 ? { status: 'connecting' } : { status: 'reconnecting', attempt };
    try {
      device ??= await createDevice(rtpCapabilities());
      const opened = await line.request('media:publish-open', { room });
      if (mine !== round) return leave(opened.session);
      const ended = early.get(opened.session);
      if (ended) return endedBy(ended);
      const opening = createPublishSession({
        line,
        room,
        device,
        opened,
        onConnected: () => (attempt = 0),
        onLost: () => session === opening && again('udp_blocked'),
      });
      session = opening;
      for (const track of from.stream.getTracks()) await opening.send(track, from, muted.peek());
      if (mine === round) state.value = { status: 'publishing' };
    } catch (error) {
      if (mine === round) failed(error);
    }
  }

  function failed(error: unknown): void {
    const problem = finalProblemOf(error);
    if (!problem) return again('udp_blocked');
    drop();
    state.value = { status: 'failed', problem };
  }

  function again(problem: PublishProblem): void {
    drop();
    if (!wanted) return;
    attempt += 1;
    if (attempt > TRIES) return void (state.value = { status: 'failed', problem });
    state.value = { status: 'reconnecting', attempt };
    retry = setTimeout(() => void connect(), backOff(attempt - 1));
  }

  function endedBy(reason: EndReason): void {
    if (reason !== 'taken_over') return again('udp_blocked');
    wanted = false;
    drop();
    state.value = { status: 'failed', problem: 'taken_over' };
  }

  /** Says that this side ends on purpose, so that nobody waits for it to come back. */
  async function leave(of: string): Promise<void> {
    await line.request('media:leave', { room, session: of }, { timeoutMs: LEAVE_MS }).catch(() => {});
  }

  function drop(): void {
    // Answers of an earlier try must not touch a later one.
    round += 1;
    clearTimeout(retry);
    early.clear();
    session?.close();
    session = undefined;
    health.value = undefined;
    probe = createHealthProbe();
  }

  function halt(): void {
    wanted = false;
    drop();
    state.value = { status: 'idle' };
  }

  /** Puts the new source's tracks into what is being sent, without a gap where a track of that kind was there. */
  async function swap(next: Source): Promise<void> {
    for (const kind of ['video', 'audio'] as const) {
      const track = next.stream.getTracks().find((each) => each.kind === kind);
      const producer = session?.producer(kind);
      if (producer && track) await producer.replaceTrack({ track });
      else if (track) await session?.send(track, next, muted.peek());
    }
  }

  const stops = [
    line.on('media:republish', ({ session: of, reason }) => {
      if (of === session?.id) endedBy(reason);
      else if (!session) early.set(of, reason);
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
    async use(choice) {
      try {
        const next = await openSource(choice);
        const before = source.peek();
        source.value = next;
        const noteEnd = () => {
          if (source.peek() === next && wanted) state.value = { status: 'failed', problem: 'source_ended' };
        };
        for (const track of next.stream.getVideoTracks()) track.addEventListener('ended', noteEnd);
        if (session) await swap(next);
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
      const ending = session;
      session = undefined;
      halt();
      // Closed first, it would look like a loss to the service.
      if (ending) void leave(ending.id).then(() => ending.close());
    },
    setMuted(next) {
      muted.value = next;
      const producer = session?.producer('audio');
      if (next) producer?.pause();
      else producer?.resume();
    },
    close() {
      clearInterval(timer);
      for (const stop of stops) stop();
      halt();
      source.peek()?.close();
      source.value = undefined;
    },
  };
}
