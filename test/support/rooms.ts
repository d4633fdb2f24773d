import { setTimeout as sleep } from 'node:timers/promises';
import { applyCaughtUp, applyFrame, startRoom } from '#src/contract/room-client.ts';
import type { RoomClient, RoomStep } from '#src/contract/room-client.ts';
import type { RoomEvent, RoomFrame } from '#src/contract/room-events.ts';
import { roomPolicy } from '#src/rooms/policy.ts';
import type { RoomRecord } from '#src/rooms/record.ts';
import { warmRoom } from '#src/rooms/warm-room.ts';
import type { Client, Service } from './service.ts';

/** A room put straight into the database, for tests that are about its log and not about its planning. */
export async function insertRoom(service: Service, over: Partial<RoomRecord> = {}): Promise<RoomRecord> {
  const { deps } = service;
  const now = Date.now();
  const room: RoomRecord = {
    _id: deps.newId(),
    channelId: deps.newId(),
    channelName: 'Tea house',
    ownerId: deps.newId(),
    title: 'Morning tea',
    state: 'live',
    onAir: true,
    startsAt: new Date(now - 60_000),
    endsAt: new Date(now + 3_600_000),
    startedAt: new Date(now - 60_000),
    switches: { ...roomPolicy.defaultSwitches },
    moderators: [],
    slowModeSeconds: 0,
    mutedAll: false,
    blockedWords: [],
    likes: 0,
    peakViewers: 0,
    createdAt: new Date(now),
    ...over,
  };
  await deps.rooms.insert(room);
  await warmRoom(deps, room._id);
  return room;
}

/** A viewer that keeps the room's state as a page does: frames, holes, catch-up and reconnecting. */
export interface Viewer {
  readonly client: RoomClient;
  /** Numbers applied one by one since the first join; a snapshot adds none. */
  readonly applied: number[];
  readonly events: RoomEvent[];
  /** Times it had to ask for what it missed. */
  readonly catchUps: number;
  socket: Client;
  /** Ends the connection from below, as a lost network does. */
  cut(): void;
  /** A new connection that says where it left off. */
  reconnect(socket: Client): Promise<'events' | 'snapshot'>;
  /** Waits until a number is applied. */
  reaches(seq: number): Promise<void>;
}

export async function watch(socket: Client, room: string): Promise<Viewer> {
  const early: RoomFrame[] = [];
  let client: RoomClient | undefined;
  const applied: number[] = [];
  const events: RoomEvent[] = [];
  let catchUps = 0;

  function take(step: RoomStep): void {
    client = step.client;
    applied.push(...step.events.map((event) => event.seq));
    events.push(...step.events);
    if (step.catchUpAfter !== undefined) void catchUp(viewer.socket, step.catchUpAfter);
  }
  async function catchUp(from: Client, after: number): Promise<'events' | 'snapshot'> {
    catchUps += 1;
    const answer = await from.ask('room:catch-up', { room, after });
    take(applyCaughtUp(client!, answer));
    return answer.how;
  }
  function listen(to: Client): void {
    to.raw.on('room:events', (frame: RoomFrame) => {
      if (to !== viewer.socket) return;
      if (client) take(applyFrame(client, frame));
      else early.push(frame);
    });
  }

  const viewer: Viewer = {
    get client() {
      return client!;
    },
    applied,
    events,
    get catchUps() {
      return catchUps;
    },
    socket,
    cut: () => void viewer.socket.raw.io.engine.close(),
    async reconnect(next) {
      viewer.socket = next;
      listen(next);
      return catchUp(next, client!.seq);
    },
    async reaches(seq) {
      while (client!.seq < seq) await sleep(5);
    },
  };
  listen(socket);
  const joined = await socket.ask('room:join', { room });
  take(startRoom(joined, early));
  return viewer;
}
