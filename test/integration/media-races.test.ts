import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { observer } from 'mediasoup';
import type { Consumer, Router, Transport, Worker } from 'mediasoup/types';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { createMedia } from '#media/index.ts';
import type { Media, Stage } from '#media/index.ts';
import { mediaPolicy } from '#media/policy.ts';
import type { ConsumerParameters } from '#src/contract/media.ts';
import { AppError } from '#src/contract/errors.ts';
import * as rtp from '../support/rtp.ts';

// A worker that is stopped holds its answers back: whatever is to happen in between then surely happens in between.

const room = '01890000-0000-7000-8000-000000000001';
const opened: Media[] = [];
const workers: Worker[] = [];
const routers: Router[] = [];
const transports: Transport[] = [];
const consumers: Consumer[] = [];
const homes = new Map<Router, Worker>();
const stopped = new Set<number>();

observer.on('newworker', (worker) => {
  workers.push(worker);
  worker.observer.on('newrouter', (router) => {
    routers.push(router);
    homes.set(router, worker);
    router.observer.on('newtransport', (transport) => {
      transports.push(transport);
      transport.observer.on('newconsumer', (consumer) => consumers.push(consumer));
    });
  });
});

function hold(pid: number): void {
  stopped.add(pid);
  process.kill(pid, 'SIGSTOP');
}
function release(pid: number): void {
  stopped.delete(pid);
  process.kill(pid, 'SIGCONT');
}

afterEach(() => {
  for (const pid of stopped) release(pid);
  for (const media of opened.splice(0)) media.close();
  for (const seen of [workers, routers, transports, consumers]) seen.splice(0);
});

const start = async (count: number): Promise<Media> => {
  const media = await createMedia({
    workerBin: process.env['MEDIASOUP_WORKER_BIN'],
    workers: count,
    listenIp: '127.0.0.1',
    portBase: 0,
    iceServers: [],
    log: pino({ level: 'silent' }),
  });
  opened.push(media);
  return media;
};

type Produced = Parameters<Stage['produce']> extends [string, ...infer Rest] ? Rest : never;
const produced = ({ kind, source, rtpParameters }: (typeof rtp.sending)['video']) =>
  [kind, source, rtpParameters] as unknown as Produced;
const [video, audio] = [produced(rtp.sending.video), produced(rtp.sending.audio)];
const dtlsParameters = rtp.dtlsParameters as Parameters<Stage['connectViewer']>[1];

async function publish(media: Media) {
  const stage = media.stage(room);
  const { session } = await stage.openPublisher();
  const { producerId } = await stage.produce(session, ...video);
  return { stage, session, producerId };
}

/** Viewers until the next one needs an edge. */
const fillOrigin = (media: Media, stage: Stage) =>
  Promise.all(Array.from({ length: mediaPolicy.viewersOnOrigin }, () => stage.join(media.rtpCapabilities)));

/** What each session is told of streams, besides the answer to its join. */
function listen(media: Media): Map<string, ConsumerParameters[]> {
  const told = new Map<string, ConsumerParameters[]>();
  media.events.on('consumers', (_room, session, given) => told.set(session, [...(told.get(session) ?? []), ...given]));
  return told;
}

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'no error',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );

const workerOf = (router: Router): Worker => homes.get(router)!;
const routerIds = async () =>
  (await Promise.all(workers.filter((w) => !w.closed).map((w) => w.dump()))).flatMap((d) => d.routerIds);
const otherThan = (worker: Worker): Worker => workers.find((each) => each !== worker && !each.closed)!;

describe('streams that start while somebody joins', () => {
  it('reach a viewer whose edge is just being opened', async () => {
    const media = await start(2);
    const { stage, session } = await publish(media);
    await fillOrigin(media, stage);
    const told = listen(media);
    const { pid, observer: edge } = otherThan(workerOf(routers[0]!));
    const created = once(edge, 'newrouter');
    edge.once('newrouter', () => hold(pid));
    const joining = stage.join(media.rtpCapabilities);
    await created;
    await stage.produce(session, ...audio);
    release(pid);
    const joined = await joining;
    const kinds = () => [...joined.consumers, ...(told.get(joined.session) ?? [])].map(({ kind }) => kind);
    await expect.poll(() => kinds().toSorted()).toEqual(['audio', 'video']);
  });

  it('are not given twice to a viewer who joins in the middle', async () => {
    const media = await start(2);
    const { stage, session } = await publish(media);
    const [leaver] = await fillOrigin(media, stage);
    await stage.join(media.rtpCapabilities);
    const told = listen(media);
    const { pid } = otherThan(workerOf(routers[0]!));
    hold(pid);
    stage.closeSession(leaver!.session);
    const producing = stage.produce(session, ...audio);
    const [producer] = await once(transports[0]!.observer, 'newproducer');
    expect(producer).toMatchObject({ kind: 'audio' });
    const joined = await stage.join(media.rtpCapabilities);
    release(pid);
    await producing;
    await expect.poll(() => [...told.keys()].filter((each) => each !== joined.session).length).toBe(100);
    const all = [...joined.consumers, ...(told.get(joined.session) ?? [])];
    expect(all.map(({ kind }) => kind).toSorted()).toEqual(['audio', 'video']);
  });

  it('come with the answer, not before it', async () => {
    const media = await start(1);
    const { stage, session } = await publish(media);
    await stage.join(media.rtpCapabilities);
    const told = listen(media);
    const { pid } = workers[0]!;
    routers[0]!.observer.once('newtransport', () => hold(pid));
    const transport = once(routers[0]!.observer, 'newtransport');
    const joining = stage.join(media.rtpCapabilities).then((joined) => ({ joined, before: [...told.keys()] }));
    await transport;
    const producing = stage.produce(session, ...audio);
    await setImmediate();
    release(pid);
    const { joined, before } = await joining;
    await producing;
    expect(before).not.toContain(joined.session);
    const kinds = () => [...joined.consumers, ...(told.get(joined.session) ?? [])].map(({ kind }) => kind);
    await expect.poll(() => kinds().toSorted()).toEqual(['audio', 'video']);
  });

  it('flow only when the viewer is ready for them', async () => {
    const media = await start(1);
    const { stage, session } = await publish(media);
    const { session: viewer, consumers: first } = await stage.join(media.rtpCapabilities);
    const offered = once(media.events, 'consumers');
    await stage.produce(session, ...audio);
    const [, , [late]] = await offered;
    const flowing = () => consumers.filter(({ paused }) => !paused).map(({ id }) => id);
    await stage.connectViewer(viewer, dtlsParameters);
    expect(flowing()).toEqual([first[0]!.id]);
    await stage.pauseKind(viewer, 'audio', true);
    await stage.resume(viewer, [late!.id]);
    expect(flowing()).toEqual([first[0]!.id]);
    await stage.pauseKind(viewer, 'audio', false);
    expect(new Set(flowing())).toEqual(new Set([first[0]!.id, late!.id]));
  });
});

describe('streams that end while somebody joins', () => {
  it('do not fail the viewer who connects', async () => {
    const media = await start(1);
    const { stage, session, producerId } = await publish(media);
    const viewer = await stage.join(media.rtpCapabilities);
    const { pid } = workers[0]!;
    hold(pid);
    const connecting = codeOf(stage.connectViewer(viewer.session, dtlsParameters));
    await setImmediate();
    stage.closeProducer(session, producerId);
    release(pid);
    expect(await connecting).toBe('no error');
  });

  it('are left out of the answer', async () => {
    const media = await start(1);
    const { stage, session, producerId } = await publish(media);
    await stage.produce(session, ...audio);
    await stage.join(media.rtpCapabilities);
    const { pid } = workers[0]!;
    routers[0]!.observer.once('newtransport', () => hold(pid));
    const transport = once(routers[0]!.observer, 'newtransport');
    const joining = stage.join(media.rtpCapabilities);
    await transport;
    await setImmediate();
    stage.closeProducer(session, producerId);
    release(pid);
    expect((await joining).consumers.map(({ kind }) => kind)).toEqual(['audio']);
  });
});

describe('a stage that is closed in the middle', () => {
  it('of opening leaves no router behind', async () => {
    const media = await start(2);
    const opening = codeOf(media.stage(room).openPublisher());
    media.closeStage(room);
    expect(await opening).toBe('MEDIA_UNAVAILABLE');
    expect(await routerIds()).toEqual([]);
    expect(routers.every(({ closed }) => closed)).toBe(true);
  });

  it('of opening an edge leaves no router behind', async () => {
    const media = await start(2);
    const { stage } = await publish(media);
    await fillOrigin(media, stage);
    const { pid, observer: edge } = otherThan(workerOf(routers[0]!));
    const created = once(edge, 'newrouter');
    edge.once('newrouter', () => hold(pid));
    const joining = codeOf(stage.join(media.rtpCapabilities));
    await created;
    media.closeStage(room);
    release(pid);
    expect(await joining).toBe('MEDIA_UNAVAILABLE');
    expect(await routerIds()).toEqual([]);
    expect(routers.every(({ closed }) => closed)).toBe(true);
  });

  it('of a join leaves neither transport nor consumers behind', async () => {
    const media = await start(1);
    const { pid } = workers[0]!;
    for (const at of ['transport', 'consumer']) {
      const { stage } = await publish(media);
      if (at === 'transport') hold(pid);
      else routers.at(-1)!.observer.once('newtransport', () => hold(pid));
      const transport = once(routers.at(-1)!.observer, 'newtransport');
      const joining = codeOf(stage.join(media.rtpCapabilities));
      await (at === 'transport' ? setImmediate() : transport);
      await setImmediate();
      media.closeStage(room);
      release(pid);
      expect(await joining).toBe('MEDIA_UNAVAILABLE');
      expect(transports.filter(({ closed }) => !closed)).toEqual([]);
      expect(media.stats().workers.map((worker) => worker.consumers)).toEqual([0]);
      expect(stage.viewers).toBe(0);
    }
  });

  it('of connecting says so', async () => {
    const media = await start(1);
    const { stage } = await publish(media);
    const viewer = await stage.join(media.rtpCapabilities);
    hold(workers[0]!.pid);
    const connecting = codeOf(stage.connectViewer(viewer.session, dtlsParameters));
    await setImmediate();
    media.closeStage(room);
    release(workers[0]!.pid);
    expect(await connecting).toBe('MEDIA_SESSION_UNKNOWN');
  });
});

describe('the host', () => {
  it('who leaves while a stream starts does not leave the stage on', async () => {
    const media = await start(1);
    const stage = media.stage(room);
    const { session } = await stage.openPublisher();
    hold(workers[0]!.pid);
    const producing = codeOf(stage.produce(session, ...video));
    await setImmediate();
    stage.closeSession(session);
    release(workers[0]!.pid);
    expect(await producing).toBe('MEDIA_SESSION_UNKNOWN');
    expect(stage.state).toBe('off');
    expect((await stage.join(media.rtpCapabilities)).consumers).toEqual([]);
  });

  it('who opens twice at once is told of the first after its answer', async () => {
    const media = await start(1);
    const stage = media.stage(room);
    const order: unknown[] = [];
    media.events.on('republish', (_room, session, reason) => order.push([session, reason]));
    const [first, second] = await Promise.all(
      [stage.openPublisher(), stage.openPublisher()].map((opening) =>
        opening.then((answer) => {
          order.push(answer.session);
          return answer;
        }),
      ),
    );
    expect(order).toEqual([first!.session, [first!.session, 'taken_over'], second!.session]);
    await stage.produce(second!.session, ...video);
    expect(transports.filter(({ closed }) => !closed)).toHaveLength(1);
  });
});

describe('a worker that dies in the middle', () => {
  it('of opening the stage is passed over for another one', async () => {
    const media = await start(2);
    for (const { pid } of workers) hold(pid);
    const opening = media.stage(room).openPublisher();
    await setImmediate();
    // Nothing was measured yet, so the first worker of the node was picked.
    const { pid } = media.stats().workers[0]!;
    stopped.delete(pid);
    process.kill(pid, 'SIGKILL');
    release(media.stats().workers[1]!.pid);
    expect(await codeOf(opening)).toBe('no error');
  });

  it('of becoming an edge costs nobody a place, nor the origin a pipe', async () => {
    const media = await start(2);
    const { stage } = await publish(media);
    await fillOrigin(media, stage);
    const origin = routers[0]!;
    const edge = otherThan(workerOf(origin));
    edge.observer.once('newrouter', () => hold(edge.pid));
    const piped = once(origin.observer, 'newtransport');
    const joining = stage.join(media.rtpCapabilities);
    await piped;
    stopped.delete(edge.pid);
    process.kill(edge.pid, 'SIGKILL');
    expect((await joining).consumers).toHaveLength(1);
    const open = transports.filter(({ closed }) => !closed).map(({ type }) => type);
    expect(open.filter((type) => type === 'pipe')).toEqual([]);
    expect(stage.viewers).toBe(mediaPolicy.viewersOnOrigin + 1);
  });

  it('of a produce, being an edge, does not fail the host', async () => {
    const media = await start(2);
    const { stage, session } = await publish(media);
    await fillOrigin(media, stage);
    const away = await stage.join(media.rtpCapabilities);
    const edge = otherThan(workerOf(routers[0]!));
    hold(edge.pid);
    const rejoin = once(media.events, 'rejoin');
    const producing = stage.produce(session, ...audio);
    await once(transports[0]!.observer, 'newproducer');
    stopped.delete(edge.pid);
    process.kill(edge.pid, 'SIGKILL');
    expect(await codeOf(producing)).toBe('no error');
    expect((await rejoin)[1]).toBe(away.session);
    expect(stage.state).toBe('on');
  });

  it('being the origin, leaves the viewers of the edge where they are, and the host goes on there at once', async () => {
    const media = await start(2);
    const { stage } = await publish(media);
    const there = new Set((await fillOrigin(media, stage)).map(({ session }) => session));
    const away = await stage.join(media.rtpCapabilities);
    const rejoined: string[] = [];
    media.events.on('rejoin', (_room, session) => rejoined.push(session));
    const told = listen(media);
    const died = once(media.events, 'republish');
    process.kill(workerOf(routers[0]!).pid, 'SIGKILL');
    await died;
    const { session } = await stage.openPublisher();
    await stage.produce(session, ...video);
    await expect.poll(() => told.get(away.session)?.length).toBe(1);
    expect(new Set(rejoined)).toEqual(there);
  });
});

describe('a worker that hangs', () => {
  it('is measured as busy, without keeping the others from being measured, and gets nothing new', async () => {
    const media = await start(2);
    const [hung, other] = media.stats().workers.map(({ pid }) => pid);
    hold(hung!);
    await expect.poll(() => media.stats().workers.map(({ cpu }) => cpu >= 1)).toEqual([true, false]);
    await publish(media);
    expect(workerOf(routers[0]!).pid).toBe(other);
    release(hung!);
    await expect.poll(() => media.stats().workers.map(({ cpu }) => cpu >= 1)).toEqual([false, false]);
  });
});

describe('places', () => {
  it('are not given away twice when everybody comes at once', async () => {
    const media = await start(2);
    const stage = media.stage(room);
    const most = 2 * mediaPolicy.viewersPerWorker;
    const codes = await Promise.all(Array.from({ length: most + 40 }, () => codeOf(stage.join(media.rtpCapabilities))));
    expect(codes.filter((code) => code === 'MEDIA_FULL')).toHaveLength(40);
    expect(stage.viewers).toBe(most);
  });
});
