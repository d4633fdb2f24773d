import { Device } from 'mediasoup-client';
import { generateLocalDtlsParameters, generateNativeRtpCapabilities } from 'mediasoup-client/fakeParameters';
import { FakeHandler } from 'mediasoup-client/handlers/FakeHandler';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { createMedia } from '#media/index.ts';
import type { Media } from '#media/index.ts';
import { watchMedia } from '../../sdk/src/media.ts';
import type { MediaOptions, MediaWatch } from '../../sdk/src/media.ts';
import * as rtp from '../support/rtp.ts';

// The client's side against a real stage; in between is a line whose answers can be held back, as from another node.

const room = '01890000-0000-7000-8000-000000000001';
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0).toReversed()) close();
});

type Produced = Parameters<ReturnType<Media['stage']>['produce']>[3];

async function openStage() {
  const media = await createMedia({
    workerBin: process.env['MEDIASOUP_WORKER_BIN'],
    workers: 1,
    listenIp: '127.0.0.1',
    portBase: 0,
    iceServers: [],
    log: pino({ level: 'silent' }),
  });
  closers.push(() => media.close());
  const stage = media.stage(room);
  const { session } = await stage.openPublisher();
  const produce = async (kind: 'audio' | 'video') => {
    const { source, rtpParameters } = rtp.sending[kind];
    return stage.produce(session, kind, source, rtpParameters as Produced);
  };
  return { media, stage, session, produce };
}

/** The line between a page and the stage; `hold` keeps the answer to the next join back. */
function openLine(media: Media) {
  const listeners = new Map<string, (notice: never) => void>();
  const stage = media.stage(room);
  let held: { asked: PromiseWithResolvers<void>; answer: PromiseWithResolvers<void> } | undefined;
  const tell = (name: string, notice: object) => listeners.get(name)?.(notice as never);
  media.events.on('consumers', (_room, session, consumers) => tell('media:consumers', { session, consumers }));
  media.events.on('consumerClosed', (_room, session, consumerId) =>
    tell('media:consumer-closed', { session, consumerId }),
  );
  const verbs: Record<string, (input: never) => Promise<unknown>> = {
    'media:join': async ({ rtpCapabilities, kinds }: { rtpCapabilities: never; kinds: never }) => {
      const joined = await stage.join(rtpCapabilities, kinds);
      held?.asked.resolve();
      await held?.answer.promise;
      return joined;
    },
    'media:connect': async (input: { session: string }) => stage.connectViewer(input.session, dtls),
    'media:resume': async (input: { session: string; consumerIds: string[] }) =>
      stage.resume(input.session, input.consumerIds),
    'media:leave': async (input: { session: string }) => stage.closeSession(input.session),
  };
  return {
    connection: {
      request: (name: string, input: object) => verbs[name]?.(input as never),
      on: (name: string, listener: (notice: never) => void) => {
        listeners.set(name, listener);
        return () => listeners.delete(name);
      },
      onConnected: () => () => {},
    } as unknown as MediaOptions['connection'],
    hold() {
      held = { asked: Promise.withResolvers(), answer: Promise.withResolvers() };
      return { asked: held.asked.promise, release: held.answer.resolve };
    },
  };
}
const dtls = { role: 'client' as const, fingerprints: rtp.dtlsParameters.fingerprints };

function watch(media: Media, connection: MediaOptions['connection']): MediaWatch {
  const view = { rtpCapabilities: media.rtpCapabilities, snapshot: { stage: 'on' } };
  const watching = watchMedia({
    connection,
    room: { roomId: room, view: { get: () => view, subscribe: () => () => {} } } as unknown as MediaOptions['room'],
    device: async (routerRtpCapabilities) => {
      const handlerFactory = FakeHandler.createFactory({ generateNativeRtpCapabilities, generateLocalDtlsParameters });
      const device = new Device({ handlerFactory });
      await device.load({ routerRtpCapabilities: routerRtpCapabilities as never });
      return device;
    },
  });
  closers.push(() => watching.close());
  return watching;
}
const kinds = (watching: MediaWatch) => watching.tracks.get().map(({ kind }) => kind);

describe('notices that overtake the answer to a join', () => {
  it('of a stream that starts are taken once the answer is there', async () => {
    const { media, stage, produce } = await openStage();
    await produce('video');
    const line = openLine(media);
    const { asked, release } = line.hold();
    const watching = watch(media, line.connection);
    await asked;
    const told = new Promise((resolve) => media.events.once('consumers', resolve));
    await produce('audio');
    await told;
    release();
    await expect.poll(() => kinds(watching).toSorted()).toEqual(['audio', 'video']);
    await expect.poll(() => watching.state.get()).toEqual({ status: 'playing', hasVideo: true, hasAudio: true });
    expect(stage.viewers).toBe(1);
  });

  it('of a stream that ends leave no dead picture behind', async () => {
    const { media, stage, session, produce } = await openStage();
    const { producerId } = await produce('video');
    await produce('audio');
    const line = openLine(media);
    const { asked, release } = line.hold();
    const watching = watch(media, line.connection);
    await asked;
    const told = new Promise((resolve) => media.events.once('consumerClosed', resolve));
    stage.closeProducer(session, producerId);
    await told;
    release();
    await expect.poll(() => watching.state.get()).toEqual({ status: 'playing', hasVideo: false, hasAudio: true });
    expect(kinds(watching)).toEqual(['audio']);
  });
});
