import { once } from 'node:events';
import { observer } from 'mediasoup';
import type { Consumer } from 'mediasoup/types';
import { pino } from 'pino';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createMedia } from '#media/index.ts';
import type { Media } from '#media/index.ts';
import { mediaPolicy } from '#media/policy.ts';
import { AppError } from '#src/contract/errors.ts';

const room = '01890000-0000-7000-8000-000000000001';
const opened: Media[] = [];
const start = async (workers: number): Promise<Media> => {
  const media = await createMedia({
    workerBin: process.env['MEDIASOUP_WORKER_BIN'],
    workers,
    listenIp: '127.0.0.1',
    portBase: 0,
    iceServers: [],
    log: pino({ level: 'silent' }),
  });
  opened.push(media);
  return media;
};
afterEach(() => {
  for (const media of opened.splice(0)) media.close();
});

/** What a browser would send for one VP8 stream and one opus stream. */
const video = (ssrc: number) => ({
  mid: '0',
  codecs: [
    {
      mimeType: 'video/VP8',
      payloadType: 96,
      clockRate: 90_000,
      rtcpFeedback: [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }],
    },
  ],
  encodings: [{ ssrc }],
  rtcp: { cname: 'host' },
});
const audio = (ssrc: number) => ({
  mid: '1',
  codecs: [{ mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2 }],
  encodings: [{ ssrc }],
  rtcp: { cname: 'host' },
});
const fingerprint = {
  role: 'client' as const,
  fingerprints: [{ algorithm: 'sha-256' as const, value: Array.from({ length: 32 }, () => 'AB').join(':') }],
};

async function publish(media: Media) {
  const stage = media.stage(room);
  const { session } = await stage.openPublisher();
  await stage.produce(session, 'video', 'test', video(1111));
  await stage.produce(session, 'audio', 'microphone', audio(2222));
  return { stage, session };
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(AppError);
  return (error as AppError).code;
}

describe('a stage', () => {
  it('gives a viewer transport and paused consumers in one answer', async () => {
    const media = await start(1);
    const { stage } = await publish(media);
    expect(stage.state).toBe('on');
    const joined = await stage.join(media.rtpCapabilities);
    expect(joined.transport.iceCandidates.length).toBeGreaterThan(0);
    expect(new Map(joined.consumers.map(({ kind, source }) => [kind, source]))).toEqual(
      new Map([
        ['audio', 'microphone'],
        ['video', 'test'],
      ]),
    );
    await stage.connectViewer(joined.session, fingerprint);
    const onlySound = await stage.join(media.rtpCapabilities, ['audio']);
    expect(onlySound.consumers.map(({ kind }) => kind)).toEqual(['audio']);
  });

  it('offers streams that start later to viewers who are there', async () => {
    const media = await start(1);
    const stage = media.stage(room);
    const viewer = await stage.join(media.rtpCapabilities);
    expect(viewer.consumers).toEqual([]);
    const offered = once(media.events, 'consumers');
    const { session } = await stage.openPublisher();
    await stage.produce(session, 'video', 'test', video(1111));
    const [where, who, consumers] = await offered;
    expect([where, who]).toEqual([room, viewer.session]);
    expect(consumers).toHaveLength(1);
  });

  it('is taken over by the same host, and viewers lose nothing but a moment', async () => {
    const media = await start(1);
    const { stage, session } = await publish(media);
    const viewer = await stage.join(media.rtpCapabilities);
    const told = once(media.events, 'republish');
    const closed = once(media.events, 'consumerClosed');
    const again = await stage.openPublisher();
    expect(await told).toEqual([room, session, 'taken_over']);
    expect((await closed).slice(0, 2)).toEqual([room, viewer.session]);
    const offered = once(media.events, 'consumers');
    await stage.produce(again.session, 'video', 'test', video(3333));
    expect((await offered)[1]).toBe(viewer.session);
    expect(await codeOf(stage.produce(session, 'video', 'test', video(4444)))).toBe('MEDIA_SESSION_UNKNOWN');
  });

  it('waits for a host that is gone, then is off', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const media = await start(1);
      const { stage, session } = await publish(media);
      const states: string[] = [];
      stage.on('state', (state) => states.push(state));
      stage.closeSession(session);
      expect(states).toEqual(['reconnecting']);
      vi.advanceTimersByTime(mediaPolicy.reconnectMs);
      expect(states).toEqual(['reconnecting', 'off']);
    } finally {
      vi.useRealTimers();
    }
  });

  it('is off at once when the host stops on purpose, also when the connection was lost first', async () => {
    const media = await start(1);
    const { stage, session } = await publish(media);
    const states: string[] = [];
    stage.on('state', (state) => states.push(state));
    stage.endSession(session);
    expect(states).toEqual(['off']);
    expect(stage.isIdle).toBe(true);

    const again = await publish(media);
    stage.closeSession(again.session);
    expect(stage.state).toBe('reconnecting');
    stage.endSession(again.session);
    expect(stage.state).toBe('off');

    // One that was taken over says nothing about the one that goes on.
    const first = await publish(media);
    await publish(media);
    stage.endSession(first.session);
    expect(stage.state).toBe('on');
  });

  it('refuses what it cannot read with a code, and goes on', async () => {
    const media = await start(1);
    const { stage, session } = await publish(media);
    expect(await codeOf(stage.produce(session, 'video', 'test', { codecs: [] }))).toBe('MEDIA_REJECTED');
    expect(await codeOf(stage.connectViewer('nobody', fingerprint))).toBe('MEDIA_SESSION_UNKNOWN');
    expect((await stage.join(media.rtpCapabilities)).consumers).toHaveLength(2);
  });

  it('makes one origin for many joins at once', async () => {
    const media = await start(2);
    const stage = media.stage(room);
    await Promise.all(Array.from({ length: 20 }, () => stage.join(media.rtpCapabilities)));
    expect(stage.viewers).toBe(20);
    expect(media.stats().stages).toEqual([{ room, state: 'off', viewers: 20 }]);
  });
});

describe('a worker that is killed', () => {
  it('sends its viewers and the host back, is replaced, and frames can flow again', async () => {
    const media = await start(1);
    const { stage, session } = await publish(media);
    const viewer = await stage.join(media.rtpCapabilities);
    const rejoin = once(media.events, 'rejoin');
    const republish = once(media.events, 'republish');
    const { pid } = media.stats().workers[0]!;
    process.kill(pid, 'SIGKILL');
    const [where, who, afterMs] = await rejoin;
    expect([where, who]).toEqual([room, viewer.session]);
    expect(afterMs).toBeLessThanOrEqual(mediaPolicy.rejoinSpreadMs);
    expect(await republish).toEqual([room, session, 'worker_died']);
    expect(stage.state).toBe('reconnecting');
    await vi.waitFor(() => expect(media.isReady()).toBe(true), { timeout: 10_000, interval: 20 });
    expect(media.stats().workers[0]!.pid).not.toBe(pid);
    const { stage: same } = await publish(media);
    expect(same.state).toBe('on');
    expect((await same.join(media.rtpCapabilities)).consumers).toHaveLength(2);
  });
});

describe('edges', () => {
  it('take viewers on other workers when the origin is busy, with the same streams', async () => {
    const media = await start(2);
    const { stage } = await publish(media);
    const joins = await Promise.all(
      Array.from({ length: mediaPolicy.viewersOnOrigin + 5 }, () => stage.join(media.rtpCapabilities)),
    );
    const busy = media.stats().workers.filter(({ consumers }) => consumers > 0);
    expect(busy).toHaveLength(2);
    expect(joins.every(({ consumers }) => consumers.length === 2)).toBe(true);
    // A stream that starts later reaches viewers on both workers.
    const told = new Set<string>();
    media.events.on('consumers', (_room, session) => told.add(session));
    const { session } = await stage.openPublisher();
    await stage.produce(session, 'video', 'test', video(5555));
    await vi.waitFor(() => expect(told.size).toBe(joins.length), { timeout: 10_000, interval: 20 });
  });

  it('refuse the next viewer with a reason instead of serving everybody badly', async () => {
    const media = await start(1);
    const stage = media.stage(room);
    await Promise.all(Array.from({ length: mediaPolicy.viewersPerWorker }, () => stage.join(media.rtpCapabilities)));
    expect(await codeOf(stage.join(media.rtpCapabilities))).toBe('MEDIA_FULL');
    expect(stage.viewers).toBe(mediaPolicy.viewersPerWorker);
  });
});

it('a viewer begins with the layer it asked for', async () => {
  const consumers: Consumer[] = [];
  observer.once('newworker', (worker) =>
    worker.observer.on('newrouter', (router) =>
      router.observer.on('newtransport', (transport) =>
        transport.observer.on('newconsumer', (consumer) => consumers.push(consumer)),
      ),
    ),
  );
  const media = await start(1);
  const stage = media.stage(room);
  const { session } = await stage.openPublisher();
  const layers = { ...video(1), encodings: [{ ssrc: 1 }, { ssrc: 2 }, { ssrc: 3 }] };
  await stage.produce(session, 'video', 'test', layers);
  for (const spatial of [undefined, 0, 1]) await stage.join(media.rtpCapabilities, ['video'], spatial);
  // Without a request it is the best one.
  expect(consumers.map(({ preferredLayers }) => preferredLayers?.spatialLayer)).toEqual([2, 0, 1]);
});
