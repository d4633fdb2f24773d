import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyEvent } from '#src/contract/room-state.ts';
import type { RoomEvent, RoomEventBody, RoomSnapshot } from '#src/contract/room-events.ts';
import { archiveLog } from '#src/rooms/archive/archive-log.ts';
import { sweepArchive } from '#src/rooms/archive/sweep-archive.ts';
import { endRoom } from '#src/rooms/end-room.ts';
import { archivePolicy } from '#src/rooms/policy.ts';
import { forgetKeys } from '../support/redis-nodes.ts';
import { insertRoom } from '../support/rooms.ts';
import { startService } from '../support/service.ts';
import type { Service } from '../support/service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

function said(text: string, messageId = service.deps.newId()): RoomEventBody {
  const message = { messageId, authorId: service.deps.newId(), name: 'Ann', text, role: 'viewer' as const };
  return { kind: 'chat.said', message: { ...message, at: '2026-01-31T12:00:00.000Z' } };
}

async function archived(roomId: string): Promise<RoomEvent[]> {
  const all: RoomEvent[] = [];
  for await (const batch of service.deps.roomArchive.read(roomId)) all.push(...batch.events);
  return all;
}

describe('the log of a room in MongoDB', () => {
  test('holds every event once and in order, though several processes archive at the same time and the room goes on', async () => {
    const room = await insertRoom(service);
    const { roomLog } = service.deps;
    for (let round = 0; round < 6; round += 1) {
      const lines = Array.from({ length: archivePolicy.batch / 2 - 7 }, (_, index) => said(`${round}-${index}`));
      const writing = roomLog.append(room._id, ...lines);
      await Promise.all([archiveLog(service.deps, room._id), archiveLog(service.deps, room._id), writing]);
    }
    await archiveLog(service.deps, room._id);
    const { events } = await roomLog.read(room._id, 0);
    const kept = await archived(room._id);
    expect(kept).toEqual(events);
    // A replay needs nothing else.
    const replayed = kept.reduce(applyEvent, undefined as unknown as RoomSnapshot);
    expect(replayed.chat.at(-1)!.text).toBe(`5-${archivePolicy.batch / 2 - 8}`);
  });

  test('goes on after Redis lost the room, and says where events are missing', async () => {
    const room = await insertRoom(service);
    const { roomLog, roomArchive, redis, keys } = service.deps;
    await roomLog.append(room._id, said('kept'), said('kept too'));
    await archiveLog(service.deps, room._id);
    const last = (await roomLog.append(room._id, said('lost'), said('found')))!;
    await redis.xdel(keys.room(room._id, 'log'), `${last - 1}-0`);
    await archiveLog(service.deps, room._id);
    const gaps = [];
    for await (const { from, gap } of roomArchive.read(room._id)) gaps.push([from, gap]);
    expect(gaps.at(-1)).toEqual([last, true]);
  });

  test('is closed some time after the end, and then rests', async () => {
    const host = await service.person('Host');
    const room = await insertRoom(service, { ownerId: host.id });
    const { deps } = service;
    await deps.roomLog.append(room._id, said('hello'));
    await endRoom(
      deps,
      { kind: 'member', id: host.id, name: 'Host', role: 'member', sessionId: deps.newId() },
      room._id,
    );
    await sweepArchive(deps);
    expect((await deps.rooms.find(room._id))!.logOpen).toBe(true);
    const later = { ...deps, clock: { now: () => Date.now() + archivePolicy.closeAfterMs + 1_000 } };
    await sweepArchive(later);
    const record = (await deps.rooms.find(room._id))!;
    expect(record).toMatchObject({ logClosedAt: expect.any(Date) });
    expect(record.logOpen).toBeUndefined();
    const kinds = (await archived(room._id)).map((event) => event.kind);
    expect(kinds).toEqual(expect.arrayContaining(['room.reset', 'chat.said', 'room.changed', 'item.unpinned']));
  });
});

describe('the chat as a file', () => {
  test('has every line for host and operators, from MongoDB alone, and nothing in it becomes a formula', async () => {
    const host = await service.person('Host');
    const room = await insertRoom(service, { ownerId: host.id });
    const { roomLog, redis, newId } = service.deps;
    const gone = newId();
    await roomLog.append(room._id, said('你好, "world"'), said('=HYPERLINK("x")'), said('rude', gone));
    await roomLog.append(room._id, { kind: 'chat.removed', messageId: gone });
    await archiveLog(service.deps, room._id);
    await forgetKeys(redis, `*${room._id}*`);

    const answer = await host.http(`GET /api/rooms/${room._id}/chat.csv`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('text/csv');
    const lines = (answer.body as Buffer).toString('utf8').split('\r\n');
    expect(lines[0]).toBe('\uFEFFseq,time,author_id,name,role,text,removed');
    expect(lines[1]).toMatch(/,Ann,viewer,"你好, ""world""",$/);
    expect(lines[2]).toMatch(/,"'=HYPERLINK\(""x""\)",$/);
    expect(lines[3]).toMatch(/,Ann,viewer,,yes$/);
    const operator = await service.operator();
    const whole = await operator.http(`GET /api/rooms/${room._id}/chat.csv`);
    expect(whole.status).toBe(200);
    expect((whole.body as Buffer).toString('utf8')).toContain(',rude,yes');
    const other = await service.person();
    expect((await other.http(`GET /api/rooms/${room._id}/chat.csv`)).body.code).toBe('FORBIDDEN');
  });
});
