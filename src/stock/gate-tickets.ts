import type { Redis } from 'ioredis';
import type { Id } from '#src/contract/ids.ts';
import type { Keys } from '#src/platform/keys.ts';
import { createRoomBatches } from '#src/platform/room-batches.ts';
import { loadScript } from '#src/platform/lua.ts';
import { LOG_LENGTH, roomLogKeys } from '#src/platform/room-log/room-log.ts';
import { createHoldBatches } from './hold-batches.ts';
import type { HoldReply, HoldRequest } from './hold-batches.ts';
import { stockPolicy } from './policy.ts';
import { isLive, readSerials, readTicket } from './ticket.ts';
import type { Ticket, TicketState } from './ticket.ts';

/** `again`: a run before this one had given the serials back. */
export type Released = 'released' | 'again' | 'closed' | 'warming' | 'missing' | TicketState;
export type Taken = { outcome: 'taken' | 'other_state'; serials: number[] } | { outcome: 'none' | 'warming' };

/** Atomic steps of a ticket's life in Redis. */
export interface TicketSteps {
  hold(request: HoldRequest): Promise<HoldReply>;
  ticket(room: Id, ticket: Id): Promise<Ticket | undefined>;
  /** `other`: it is held with other serials than these, because Redis had lost it and it was placed again. */
  markOrdered(room: Id, ticket: Id, serials?: readonly number[]): Promise<TicketState | 'missing' | 'other'>;
  markPaid(room: Id, ticket: Id): Promise<TicketState | 'missing'>;
  /**
   * Ends a hold that lasts until `until` at most; one taken since then for late money stays as it is.
   * `lapsed`: it ran out unpaid, which counts against its buyer.
   */
  markReleasing(room: Id, ticket: Id, now: number, until: number, lapsed?: boolean): Promise<TicketState | 'missing'>;
  finishRelease(room: Id, ticket: Id): Promise<Released>;
  /** Takes `count` further units for a ticket in state `from`, keeping the serials named, and moves it to state `to`. */
  take(
    request: Pick<Ticket, 'room' | 'id' | 'until'> & {
      from: TicketState;
      to: TicketState;
      kept: number[];
      count: number;
    },
  ): Promise<Taken>;
  /** Leaves the ticket only these serials; the others belong to somebody else, and the room is to be counted anew. */
  keepSerials(room: Id, ticket: Id, serials: number[]): Promise<void>;
  /** Tickets placed before `before` whose order is not known to be durable, oldest first. */
  listPending(room: Id, before: number, limit: number): Promise<Id[]>;
  /** Unfinished tickets whose hold ended before `before`. */
  listDue(room: Id, before: number, limit: number): Promise<Id[]>;
  /** Every ticket of the room whose outcome is open. */
  liveTickets(room: Id): Promise<Ticket[]>;
}

/** Tickets of one command: long enough to save a busy worker most of its round trips, short enough for Redis to stay at hand. */
const TICKETS_MAX = 100;

export function createTicketSteps(redis: Redis, keys: Keys): TicketSteps {
  const library = new URL('./holding.lua', import.meta.url);
  const script = (file: string, withRoomLog = false) =>
    loadScript(redis, new URL(file, import.meta.url), { withRoomLog, library });
  const hold = createHoldBatches(script('./hold-units.lua', true), keys);
  const markOrdered = script('./mark-ordered.lua');
  const markPaid = script('./mark-paid.lua');
  const markReleasing = script('./mark-releasing.lua');
  const finishRelease = script('./finish-release.lua', true);
  const take = script('./take-units.lua', true);
  const dropSerials = script('./drop-serials.lua');

  const ticketKey = (room: Id, ticket: Id) => keys.room(room, `ticket:${ticket}`);
  const pendingKey = (room: Id) => keys.room(room, 'pending');
  const holdsKey = (room: Id) => keys.room(room, 'holds');
  const doorKeys = (room: Id, ticket: Id) => [
    ...roomLogKeys(keys, room),
    keys.room(room, 'door'),
    ticketKey(room, ticket),
  ];
  const threeKeys = (room: Id, ticket: Id) => [ticketKey(room, ticket), pendingKey(room), holdsKey(room)];
  const fourKeys = (room: Id, ticket: Id) => [...threeKeys(room, ticket), keys.room(room, 'lapses')];
  const markAll = createRoomBatches(async (room, tickets: { id: Id; serials: string }[]) => {
    const ticketKeys = tickets.map(({ id }) => ticketKey(room, id));
    const orders = tickets.flatMap(({ id, serials }) => [id, serials]);
    const states = await markOrdered([pendingKey(room), holdsKey(room), ...ticketKeys], orders);
    return states as (TicketState | 'missing' | 'other')[];
  }, TICKETS_MAX);
  const { ticketKeepMs, lapseBaseMs, lapseMaxMs, lapseForgetMs } = stockPolicy;

  return {
    hold,
    ticket: createRoomBatches(async (room, ids: Id[]) => {
      const texts = await redis.mget(ids.map((id) => ticketKey(room, id)));
      return texts.map((text, index) => readTicket(room, ids[index]!, text));
    }, TICKETS_MAX),
    markOrdered: (room, id, serials) => markAll(room, { id, serials: serials?.join(',') ?? '*' }),
    markPaid: (room, ticket) => markPaid(fourKeys(room, ticket), [ticket, ticketKeepMs]) as never,
    markReleasing(room, ticket, now, until, lapsed = false) {
      const backOff = [lapsed ? 1 : 0, lapseBaseMs, lapseMaxMs, lapseForgetMs];
      return markReleasing(fourKeys(room, ticket), [ticket, now, until, ...backOff]) as never;
    },
    finishRelease: (room, ticket) => finishRelease(doorKeys(room, ticket), [LOG_LENGTH, ticket, ticketKeepMs]) as never,
    async take({ room, id, until, from, to, kept, count }) {
      const reply = await take(doorKeys(room, id), [LOG_LENGTH, id, from, to, kept.join(','), count, until]);
      const [code, serials] = reply as [number, string?];
      if (code === -3) return { outcome: 'warming' };
      if (code === -8) return { outcome: 'none' };
      return { outcome: code === 1 ? 'taken' : 'other_state', serials: readSerials(serials ?? '') };
    },
    async keepSerials(room, ticket, serials) {
      await dropSerials([ticketKey(room, ticket), keys.room(room, 'gate')], [serials.join(',')]);
    },
    async listPending(room, before, limit) {
      const old = (await scanPending(room)).filter(({ at }) => at <= before);
      return old.slice(0, limit).map(({ id }) => id);
    },
    async listDue(room, before, limit) {
      const due = await redis.zrangebyscore(holdsKey(room), '-inf', before, 'LIMIT', 0, limit);
      const pending = (await scanPending(room)).filter(({ until }) => until <= before);
      return [...due, ...pending.map(({ id }) => id)].slice(0, limit);
    },
    async liveTickets(room) {
      const pending = (await scanPending(room)).map(({ id }) => id);
      // Read after the pending ones: a ticket leaves those for the holds, never the other way.
      const ids = [...new Set([...pending, ...(await redis.zrangebyscore(holdsKey(room), '-inf', '+inf'))])];
      const tickets: Ticket[] = [];
      for (let start = 0; start < ids.length; start += 500) {
        const batch = ids.slice(start, start + 500);
        const texts = await redis.mget(batch.map((id) => ticketKey(room, id)));
        texts.forEach((text, index) => {
          const ticket = readTicket(room, batch[index]!, text);
          if (ticket && isLive(ticket.state)) tickets.push(ticket);
        });
      }
      return tickets;
    },
  };

  /** Tickets whose order is not known to be durable, oldest first; few, unless the workers are behind. */
  async function scanPending(room: Id): Promise<{ id: Id; at: number; until: number }[]> {
    const found = new Map<Id, { id: Id; at: number; until: number }>();
    let cursor = '0';
    do {
      const [next, pairs] = await redis.hscan(pendingKey(room), cursor, 'COUNT', 1_000);
      for (let index = 0; index < pairs.length; index += 2) {
        const [, until, at] = pairs[index + 1]!.split('|').map(Number) as [number, number, number];
        found.set(pairs[index]!, { id: pairs[index]!, at, until });
      }
      cursor = next;
    } while (cursor !== '0');
    return [...found.values()].toSorted((a, b) => a.at - b.at);
  }
}
