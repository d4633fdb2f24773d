import { EventEmitter } from 'node:events';
import type { RtpCapabilities } from 'mediasoup/types';
import type { Id } from '#src/contract/ids.ts';
import { clientCapabilities } from './capabilities.ts';
import { Stage } from './stage.ts';
import type { StageEvents } from './stage-events.ts';
import { WorkerPool } from './worker-pool.ts';
import type { PoolOptions } from './worker-pool.ts';

export type { Stage } from './stage.ts';
export type { StageState } from './stage-events.ts';

/** What happens on any stage of this node, with its room first. */
export type MediaEvents = { [E in Exclude<keyof StageEvents, 'closed'>]: [room: Id, ...StageEvents[E]] };

export interface MediaOptions extends PoolOptions {
  /** STUN and TURN servers that browsers are told. */
  iceServers: readonly unknown[];
}

export interface MediaStats {
  workers: { pid: number; cpu: number; consumers: number }[];
  stages: { room: Id; state: string; viewers: number }[];
}

/**
 * Media of this node. A room has one `Stage`, addressed by the room's id; people on it have sessions, addressed by an opaque string.
 * Verbs of a stage take and answer plain JSON, so a command may as well come from another node:
 *   host:    openPublisher() -> connectPublisher(session, dtls) -> produce(session, kind, source, rtp); pauseProducer, closeProducer, publisherStats
 *   viewer:  join(rtpCapabilities, kinds) -> connectViewer(session, dtls); resume(session, consumerIds), pauseKind, setLayers
 *   both:    closeSession(session)
 * What happens by itself comes as events on `events`: state, consumers, consumerClosed, rejoin, republish.
 */
export interface Media {
  /** The same on every node; clients load their device with it before they join. */
  readonly rtpCapabilities: RtpCapabilities;
  readonly events: EventEmitter<MediaEvents>;
  /** The room's stage, opened when there is none. */
  stage(room: Id): Stage;
  findStage(room: Id): Stage | undefined;
  closeStage(room: Id): void;
  /** True while a worker runs. */
  isReady(): boolean;
  stats(): MediaStats;
  close(): void;
}

/** Starts the mediasoup workers of this node. */
export async function createMedia(options: MediaOptions): Promise<Media> {
  const pool = await WorkerPool.create(options);
  const stages = new Map<Id, Stage>();
  const events = new EventEmitter<MediaEvents>();

  function open(room: Id): Stage {
    const stage = new Stage(pool, options.iceServers);
    stage.on('state', (state) => events.emit('state', room, state));
    stage.on('consumers', (session, consumers) => events.emit('consumers', room, session, consumers));
    stage.on('consumerClosed', (session, consumer) => events.emit('consumerClosed', room, session, consumer));
    stage.on('rejoin', (session, afterMs) => events.emit('rejoin', room, session, afterMs));
    stage.on('republish', (session, reason) => events.emit('republish', room, session, reason));
    stage.once('closed', () => stages.delete(room));
    stages.set(room, stage);
    return stage;
  }

  return {
    rtpCapabilities: clientCapabilities(),
    events,
    stage: (room) => stages.get(room) ?? open(room),
    findStage: (room) => stages.get(room),
    closeStage: (room) => stages.get(room)?.close(),
    isReady: () => pool.workers.length > 0,
    stats: () => ({
      workers: pool.workers.map(({ worker, cpu, consumers }) => ({ pid: worker.pid, cpu, consumers })),
      stages: [...stages].map(([room, stage]) => ({ room, state: stage.state, viewers: stage.viewers })),
    }),
    close() {
      for (const stage of stages.values()) stage.close();
      pool.close();
    },
  };
}
