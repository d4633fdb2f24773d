import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyEvent } from '#src/contract/room-state.ts';
import type { RoomEvent, RoomEventBody, RoomSnapshot } from '#src/contract/room-events.ts';
import { archiveLog } from '#src/rooms/archive/archive-log.ts';
import { sweepArchive } from '#src/rooms/archive/sweep-archive.ts';
import { endRoom } from '#src/rooms/end-room.ts';
import { archivePolicy } from '#src/rooms/policy.ts';
import { logRoom } from '#src/rooms/log-room.ts';
import { redisPath, startRedisServer } from '../support/redis-server.ts';
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

  test('loses nothing while nobody archives, and Redis keeps the newest events alone afterwards', async () => {
    const room = await insertRoom(service);
    const { roomLog, redis, keys } = service.deps;
    const events = archivePolicy.keep * 1.5;
    const lines = Array.from({ length: 1_000 }, (_, index) => said(`line ${index}`));
    for (let written = 0; written < events; written += lines.length) await roomLog.append(room._id, ...lines);
    await archiveLog(service.deps, room._id);
    let last = 0;
    for await (const { from, to, gap } of service.deps.roomArchive.read(room._id)) {
      if (last > 0) expect([from, gap]).toEqual([last + 1, false]);
      last = to;
    }
    expect(last).toBe(await roomLog.lastSeq(room._id));
    expect(await archived(room._id)).toHaveLength(events + 1);
    const left = await redis.xlen(keys.room(room._id, 'log'));
    // Trimming is by whole nodes of the stream, and happens before the last batch counts as archived.
    expect(left).toBeGreaterThanOrEqual(archivePolicy.keep);
    expect(left).toBeLessThan(archivePolicy.keep + 2 * archivePolicy.batch);
  });

  test('is closed some time after the last unit is accounted for, and then rests', async () => {
    const host = await service.person('Host');
    const room = await insertRoom(service, { ownerId: host.id });
    const { deps } = service;
    await deps.roomLog.append(room._id, said('hello'));
    await endRoom(
      deps,
      { kind: 'member', id: host.id, name: 'Host', role: 'member', sessionId: deps.newId() },
      room._id,
    );
    // A hold that is open keeps the room unsettled, however long.
    const muchLater = { ...deps, clock: { now: () => Date.now() + 10 * archivePolicy.closeAfterMs } };
    await sweepArchive(muchLater);
    expect((await deps.rooms.find(room._id))!.logOpen).toBe(true);
    await deps.rooms.markSettled(room._id, new Date());
    await sweepArchive(deps);
    expect((await deps.rooms.find(room._id))!.logOpen).toBe(true);
    await sweepArchive(muchLater);
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
    const { roomLog, redis, newId, chat } = service.deps;
    const gone = newId();
    await roomLog.append(room._id, said('你好, "world"'), said('=HYPERLINK("x")'), said('rude', gone));
    // Removed after the log was closed, so that no event of it can be archived.
    await chat.archive.insertRemoval(room._id, gone, host.id, new Date());
    await chat.archive.insertRemoval(newId(), newId(), host.id, new Date());
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

  test('says where lines are missing: between events that were trimmed, and where Redis lost the log', async () => {
    const host = await service.person('Host');
    const room = await insertRoom(service, { ownerId: host.id });
    const { deps } = service;
    const known = (await deps.roomLog.append(room._id, said('kept')))!;
    await archiveLog(deps, room._id);
    const last = (await deps.roomLog.append(room._id, said('lost'), said('found')))!;
    await deps.redis.xdel(deps.keys.room(room._id, 'log'), `${last - 1}-0`);
    await archiveLog(deps, room._id);
    await forgetKeys(deps.redis, `*${room._id}*`);
    await logRoom(deps, room._id, said('after'));
    const { body } = await host.http(`GET /api/rooms/${room._id}/chat.csv`);
    const rows = (body as Buffer).toString('utf8').split('\r\n').slice(1, -1);
    expect(rows.map((row) => row.split(',').slice(4, 6))).toEqual([
      ['viewer', 'kept'],
      ['gap', `events after ${known} are missing`],
      ['viewer', 'found'],
      ['gap', 'the log was lost here and rebuilt'],
      ['viewer', 'after'],
    ]);
  });
});

describe.skipIf(!redisPath)('while Redis is away', () => {
  test('the chat of a closed room is whole, and that of a room on air says that its newest lines are not there', async () => {
    const redis = await startRedisServer();
    const away = await startService({ env: { REDIS_URL: redis.url, LOG_LEVEL: 'silent' } });
    try {
      const host = await away.person('Host');
      const closed = await insertRoom(away, { ownerId: host.id, logClosedAt: new Date() });
      const open = await insertRoom(away, { ownerId: host.id });
      for (const room of [closed, open]) {
        await away.deps.roomLog.append(room._id, said('hello'));
        await archiveLog(away.deps, room._id);
      }
      await redis.kill();
      const csv = async (room: { _id: string }) => {
        const { body } = await host.http(`GET /api/rooms/${room._id}/chat.csv`);
        return (body as Buffer).toString('utf8').split('\r\n').slice(1, -1);
      };
      expect(await csv(closed)).toEqual([expect.stringMatching(/,viewer,hello,$/)]);
      expect(await csv(open)).toEqual([
        expect.stringMatching(/,viewer,hello,$/),
        expect.stringMatching(/,gap,the newest/),
      ]);
      await redis.start();
    } finally {
      await away.close();
      await redis.close();
    }
  });
});
