import type { Redis } from 'ioredis';
import type { Id } from '#src/contract/ids.ts';
import type { Keys } from '#src/platform/keys.ts';
import { loadScript } from '#src/platform/lua.ts';
import { LOG_LENGTH, roomLogKeys } from '#src/platform/room-log/room-log.ts';
import { stockPolicy } from './policy.ts';
import { readSerials, readTicket } from './ticket.ts';
import type { Ticket, TicketState } from './ticket.ts';

/** A wish as it reaches the gate; times in milliseconds. */
export interface HoldRequest {
  room: Id;
  ticket: Id;
  account: Id;
  item: Id;
  sku: Id;
  quantity: number;
  version: number;
  now: number;
  until: number;
  /** JSON, or empty. */
  seen: string;
}

/** The gate's answer by number; see hold-units.lua. */
export type HoldReply = [code: number, ...facts: (string | number | null)[]];

export type Released = 'released' | 'closed' | 'warming' | 'missing' | TicketState;
export type Taken = { outcome: 'taken' | 'other_state'; serials: number[] } | { outcome: 'none' | 'warming' };

/** Atomic steps of a ticket's life in Redis. */
export interface TicketSteps {
  hold(request: HoldRequest): Promise<HoldReply>;
  ticket(room: Id, ticket: Id): Promise<Ticket | undefined>;
  markOrdered(room: Id, ticket: Id): Promise<TicketState | 'missing'>;
  markPaid(room: Id, ticket: Id): Promise<TicketState | 'missing'>;
  markReleasing(room: Id, ticket: Id, now: number): Promise<TicketState | 'missing'>;
  finishRelease(room: Id, ticket: Id): Promise<Released>;
  /** Takes `count` further units for a ticket in state `from`, keeping the serials named, and moves it to state `to`. */
  take(
    wish: Pick<Ticket, 'room' | 'id' | 'until'> & { from: TicketState; to: TicketState; kept: number[]; count: number },
  ): Promise<Taken>;
  /** Leaves the ticket only these serials; the others belong to somebody else. */
  keepSerials(room: Id, ticket: Id, serials: number[]): Promise<void>;
  /** Tickets placed before `before` whose order is not known to be durable, oldest first. */
  listPending(room: Id, before: number, limit: number): Promise<Id[]>;
  /** Unfinished tickets whose hold ended before `before`. */
  listDue(room: Id, before: number, limit: number): Promise<Id[]>;
  /** Every ticket of the room whose outcome is open. */
  liveTickets(room: Id): Promise<Ticket[]>;
}

export function createTicketSteps(redis: Redis, keys: Keys): TicketSteps {
  const script = (file: string, withRoomLog = false) =>
    loadScript(redis, new URL(file, import.meta.url), { withRoomLog });
  const hold = script('./hold-units.lua', true);
  const markOrdered = script('./mark-ordered.lua');
  const markPaid = script('./mark-paid.lua');
  const markReleasing = script('./mark-releasing.lua');
  const finishRelease = script('./finish-release.lua', true);
  const take = script('./take-units.lua', true);
  const dropSerials = script('./drop-serials.lua');

  const ticketKey = (room: Id, ticket: Id) => keys.room(room, `ticket:${ticket}`);
  const pendingKey = (room: Id) => keys.room(room, 'pending');
  const holdsKey = (room: Id) => keys.room(room, 'holds');
  const gateKeys = (room: Id, ticket: Id) => [
    ...roomLogKeys(keys, room),
    keys.room(room, 'gate'),
    ticketKey(room, ticket),
  ];
  const { ticketKeepMs } = stockPolicy;

  return {
    hold({ room, ticket, account, item, sku, quantity, version, now, until, seen }) {
      const args = [LOG_LENGTH, ticket, account, item, sku, quantity, version, now, until, seen];
      return hold(gateKeys(room, ticket), args) as Promise<HoldReply>;
    },
    async ticket(room, ticket) {
      return readTicket(room, ticket, await redis.hgetall(ticketKey(room, ticket)));
    },
    markOrdered: (room, ticket) => markOrdered([ticketKey(room, ticket), pendingKey(room)], [ticket]) as never,
    markPaid: (room, ticket) =>
      markPaid([ticketKey(room, ticket), pendingKey(room), holdsKey(room)], [ticket, ticketKeepMs]) as never,
    markReleasing: (room, ticket, now) =>
      markReleasing([ticketKey(room, ticket), pendingKey(room), holdsKey(room)], [ticket, now]) as never,
    finishRelease: (room, ticket) => finishRelease(gateKeys(room, ticket), [LOG_LENGTH, ticket, ticketKeepMs]) as never,
    async take({ room, id, until, from, to, kept, count }) {
      const reply = await take(gateKeys(room, id), [LOG_LENGTH, id, from, to, kept.join(','), count, until]);
      const [code, serials] = reply as [number, string?];
      if (code === -3) return { outcome: 'warming' };
      if (code === -8) return { outcome: 'none' };
      return { outcome: code === 1 ? 'taken' : 'other_state', serials: readSerials(serials ?? '') };
    },
    async keepSerials(room, ticket, serials) {
      await dropSerials([ticketKey(room, ticket)], [serials.join(',')]);
    },
    listPending: (room, before, limit) => redis.zrangebyscore(pendingKey(room), '-inf', before, 'LIMIT', 0, limit),
    listDue: (room, before, limit) => redis.zrangebyscore(holdsKey(room), '-inf', before, 'LIMIT', 0, limit),
    async liveTickets(room) {
      const ids = await redis.zunion(2, holdsKey(room), pendingKey(room));
      const tickets: Ticket[] = [];
      for (let start = 0; start < ids.length; start += 500) {
        const batch = ids.slice(start, start + 500);
        const replies = await Promise.all(batch.map((id) => redis.hgetall(ticketKey(room, id))));
        replies.forEach((fields, index) => {
          const ticket = readTicket(room, batch[index]!, fields);
          if (ticket) tickets.push(ticket);
        });
      }
      return tickets;
    },
  };
}
