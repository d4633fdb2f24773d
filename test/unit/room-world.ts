import { applyCaughtUp, applyFrame, startRoom } from '#src/contract/room-client.ts';
import type { CaughtUp, RoomClient, RoomStep } from '#src/contract/room-client.ts';
import { applyEvent } from '#src/contract/room-state.ts';
import type { RoomEvent, RoomEventBody, RoomFrame, RoomSnapshot } from '#src/contract/room-events.ts';
import { answerCatchUp } from '#src/rooms/feed/answer-catch-up.ts';
import { composeFrame } from '#src/rooms/feed/compose-frame.ts';
import { createLiveState } from '#src/rooms/feed/live-state.ts';
import type { LiveState, LogSource } from '#src/rooms/feed/live-state.ts';
import { createTail } from '#src/rooms/feed/tail.ts';
import type { Tail } from '#src/rooms/feed/tail.ts';
import { emptyRoom, roomId } from './room-state.arbitrary.ts';

/** What may happen to a message on its way. */
export type Fate = 'arrives' | 'lost' | 'twice' | 'late';

/**
 * A room as a whole, in one process and without clocks: a log that is trimmed at its beginning and may lose its end or
 * everything, nodes made of the service's own parts, and viewers made of the client's. Tests decide what happens to it, and when.
 */
export class RoomWorld {
  readonly log = new WorldLog();
  readonly nodes: WorldNode[];
  readonly viewers: WorldViewer[];

  constructor(nodes: number, viewers: number) {
    this.nodes = Array.from({ length: nodes }, () => new WorldNode(this.log));
    this.viewers = Array.from({ length: viewers }, () => new WorldViewer());
  }
  async start(): Promise<void> {
    for (const node of this.nodes) await node.start();
    for (const [index, viewer] of this.viewers.entries()) viewer.join(this.nodes[index % this.nodes.length]!);
  }
  append(body: RoomEventBody, fates: readonly Fate[]): void {
    const event = this.log.append(body);
    for (const [index, node] of this.nodes.entries()) node.publish(event, fates[index % fates.length]!);
  }
  /** Redis comes back without the last events, or without the room; every line to it broke. */
  restartRedis(lost: number): void {
    this.log.lose(lost);
    for (const node of this.nodes) node.lineBroke();
  }
  /** The oldest events go. Thousands are not logged before the nodes whose line broke have compared, so these do it first. */
  async trimLog(keep: number): Promise<void> {
    for (const node of this.nodes) if (node.doubts) await node.beat();
    this.log.trim(keep);
  }
  /**
   * A node dies with its memory; its viewers have no connection. The one thing the design does not cover is left out here: a
   * Redis that comes back without events and gives their numbers to others, while the only node that knew them dies before it
   * has compared, which it does within a second.
   */
  async kill(index: number): Promise<void> {
    await this.nodes[index]!.beat();
    const dead = this.nodes[index]!;
    for (const viewer of this.viewers) if (viewer.node === dead) viewer.node = undefined;
    const fresh = new WorldNode(this.log);
    this.nodes[index] = fresh;
    await fresh.start();
  }
  /** All is well again for a while: lines are back, nodes compare with the log, viewers are connected and hear everything. */
  async heal(): Promise<void> {
    for (let round = 0; round < 3; round += 1) for (const node of this.nodes) await node.beat();
    for (const [index, viewer] of this.viewers.entries()) {
      if (!viewer.node) await viewer.reconnect(this.nodes[index % this.nodes.length]!);
    }
    for (const node of this.nodes) await node.flush(this.viewers, ['arrives']);
    for (const viewer of this.viewers) await viewer.reconnect(viewer.node!);
  }
}

/** The log in Redis, and MongoDB behind it for when it is lost. */
class WorldLog {
  events: RoomEvent[] = [{ kind: 'room.reset', snapshot: emptyRoom(), seq: 100 }];
  /** Undefined: Redis has lost the room. */
  seq: number | undefined = 100;
  checkpoint: { seq: number; snapshot: RoomSnapshot } | undefined = { seq: 100, snapshot: emptyRoom() };
  /** What a rebuilt room begins with: all that MongoDB knows. */
  truth: RoomSnapshot = emptyRoom();
  /** What the events that were trimmed away reduce to. */
  private before = emptyRoom();
  private clock = 1_000;

  append(body: RoomEventBody): RoomEvent {
    if (this.seq === undefined) this.rebuild(0);
    const event: RoomEvent = { ...body, seq: (this.seq! += 1) };
    this.events.push(event);
    this.truth = applyEvent(this.truth, event);
    return event;
  }
  rebuild(above: number): void {
    this.clock = Math.max(this.clock, above, this.seq ?? 0) + 1_000;
    this.seq = this.clock;
    this.events.push({ kind: 'room.reset', snapshot: this.truth, seq: this.seq });
    this.checkpoint = { seq: this.seq, snapshot: this.truth };
  }
  /** Only the newest stay, whether a checkpoint reaches them or not: nobody may have followed the room. */
  trim(keep: number): void {
    for (const event of this.events.splice(0, this.events.length - keep)) this.before = applyEvent(this.before, event);
  }
  /** As a node saves it now and then. */
  save(seq: number, snapshot: RoomSnapshot): void {
    if (this.checkpoint && this.checkpoint.seq < seq) this.checkpoint = { seq, snapshot };
  }
  lose(count: number): void {
    if (count >= this.events.length) {
      this.events = [];
      this.seq = undefined;
      this.checkpoint = undefined;
      return;
    }
    if (count === 0) return;
    this.events = this.events.slice(0, -count);
    this.seq = this.events.at(-1)!.seq;
    if (this.checkpoint && this.checkpoint.seq > this.seq) this.checkpoint = undefined;
    // MongoDB may know what the log has forgotten, or not; here it knows what the log knows.
    this.truth = this.reduced();
    this.checkpoint ??= { seq: this.seq, snapshot: this.truth };
  }
  reduced(): RoomSnapshot {
    return this.events.reduce(applyEvent, this.before);
  }
}

class WorldNode {
  readonly live: LiveState;
  readonly tail: Tail = createTail(40);
  doubts = false;
  private pending: RoomEvent[] = [];
  private readonly late: RoomEvent[] = [];
  private readonly log: WorldLog;

  constructor(log: WorldLog) {
    this.log = log;
    this.live = createLiveState({
      source: createSource(log),
      tail: this.tail,
      onEvent: (event) => this.pending.push(event),
      onError: (error) => {
        throw error;
      },
    });
  }
  start(): Promise<void> {
    return this.live.start();
  }
  publish(event: RoomEvent, fate: Fate): void {
    if (fate === 'late') this.late.push(event);
    if (fate === 'arrives' || fate === 'twice') this.live.receive(event);
    if (fate === 'twice') this.live.receive(event);
  }
  /** What was late comes now, in the other order. */
  async deliverLate(): Promise<void> {
    for (const event of this.late.splice(0).toReversed()) this.live.receive(event);
    await Promise.resolve();
  }
  lineBroke(): void {
    this.live.doubt();
    this.doubts = true;
    this.late.length = 0;
  }
  /** The once-a-second comparison, as the beat does it. */
  async beat(): Promise<void> {
    if (this.log.seq === undefined) this.log.rebuild(this.live.seq);
    else if (this.log.seq < this.live.seq) this.log.rebuild(this.live.seq);
    await this.live.fill();
    this.doubts = false;
  }
  saveCheckpoint(): void {
    this.log.save(this.live.seq, this.live.snapshot);
  }
  async flush(viewers: readonly WorldViewer[], fates: readonly Fate[]): Promise<void> {
    if (this.pending.length === 0) return;
    const frame = composeFrame(roomId, this.pending);
    this.pending = [];
    let turn = 0;
    for (const viewer of viewers) if (viewer.node === this) await viewer.receive(frame, fates[turn++ % fates.length]!);
  }
  async catchUp(after: number): Promise<CaughtUp> {
    if (after > this.live.seq) await this.live.fill();
    return answerCatchUp(roomId, this.live, this.tail, after);
  }
}

export class WorldViewer {
  node: WorldNode | undefined;
  client!: RoomClient;
  /** Numbers in the order they were applied, since the last snapshot. */
  applied: number[] = [];
  private readonly late: RoomFrame[] = [];

  join(node: WorldNode): void {
    this.node = node;
    this.client = startRoom({ seq: node.live.seq, snapshot: node.live.snapshot }).client;
  }
  async receive(frame: RoomFrame, fate: Fate): Promise<void> {
    if (fate === 'late') this.late.push(frame);
    if (fate === 'arrives' || fate === 'twice') await this.take(applyFrame(this.client, frame));
    if (fate === 'twice') await this.take(applyFrame(this.client, frame));
  }
  async deliverLate(): Promise<void> {
    for (const frame of this.late.splice(0)) await this.take(applyFrame(this.client, frame));
  }
  /** A new connection says where the last one left off; frames of the old one never arrive. */
  async reconnect(node: WorldNode): Promise<void> {
    this.node = node;
    this.late.length = 0;
    await this.catchUp(this.client.seq);
  }
  private async catchUp(after: number): Promise<void> {
    const answer = await this.node!.catchUp(after);
    if (answer.how === 'snapshot') this.applied = [];
    await this.take(applyCaughtUp(this.client, answer));
  }
  private async take(step: RoomStep): Promise<void> {
    this.client = step.client;
    this.applied.push(...step.events.map((event) => event.seq));
    if (step.catchUpAfter !== undefined && this.node) await this.catchUp(step.catchUpAfter);
  }
}

/** Redis as a node reads it; one answer takes a turn, as over a network. */
function createSource(log: WorldLog): LogSource {
  return {
    async load() {
      if (log.seq === undefined) log.rebuild(0);
      return log.checkpoint!;
    },
    async read(after, limit = Infinity) {
      const events = log.events.filter((event) => event.seq > after).slice(0, limit);
      return { events, complete: events[0] === undefined || events[0].seq === after + 1 };
    },
    readBack: async (to) => log.events.filter((event) => event.seq <= to).slice(-20),
    async liftAbove(seq) {
      if (log.seq === undefined || log.seq < seq) log.rebuild(seq);
    },
  };
}
