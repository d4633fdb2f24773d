import { setTimeout as pause } from 'node:timers/promises';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import { soldStates } from '#src/orders/rules.ts';
import type { PoolRecord } from '#src/stock/pool.ts';
import type { Ticket } from '#src/stock/ticket.ts';
import { serialOf, unitId } from '#src/stock/unit.ts';
import type { Finding, Place } from './finding.ts';
import { judgeClosed, judgeUnit } from './rules.ts';
import type { PoolCount, PoolFacts, UnitFacts } from './rules.ts';
import { ledgerPolicy } from './policy.ts';

export type LedgerDeps = Pick<Deps, 'stock' | 'gate' | 'orders' | 'payments' | 'rooms' | 'clock'>;

/** A pool's units by place, what is wrong with it, and how many units moved while it was read. */
export interface PoolAudit {
  pool: PoolRecord;
  count: PoolCount;
  findings: Finding[];
  moved: number;
}

/** One byte per unit, so that a pool of a million units takes a megabyte. */
const FREE = 1;
const HELD = 2;
const CLAIMED = 4;
const COUNTS = 8;
const ODD = 16;

/**
 * Puts every unit of a pool into its one place. Nothing is locked: what looks wrong because it moved while it was being
 * read is read again, alone, until it stands still or stays wrong.
 */
export async function auditPool(deps: LedgerDeps, pool: PoolRecord): Promise<PoolAudit> {
  const share = (await deps.stock.skus.find([pool.sku]))[0]?.pools[pool._id];
  // What is left of a share when its pool was settled only keeps latecomers out.
  const size = (pool.state === 'settled' ? undefined : share?.size) ?? pool.size;
  const facts = {
    room: pool.room,
    pool: pool._id,
    size,
    isOpen: pool.state === 'open',
    isSettling: pool.state === 'settling',
  };
  const count: PoolCount = { size, free: 0, held: 0, sold: 0, returned: 0 };
  const { flags, suspects } = await readFlags(deps, pool, size);
  for (let serial = 0; serial < size; serial += 1) {
    const place = placeOf(flags[serial]!, facts);
    if (place) count[place] += 1;
    else suspects.add(serial);
  }
  const findings: Finding[] = [];
  let open = [...suspects];
  for (let round = 0; round < ledgerPolicy.rounds && open.length > 0; round += 1) {
    if (round > 0) await pause(ledgerPolicy.roundMs);
    const again = await readUnits(deps, pool, open);
    findings.length = 0;
    open = open.filter((serial, index) => {
      const judged = judgeUnit(facts, serial, again[index]!);
      if (typeof judged === 'string') count[judged] += 1;
      else findings.push(judged);
      return typeof judged !== 'string';
    });
  }
  const isSettled = pool.state === 'settled';
  const settled = isSettled ? { sold: pool.sold ?? 0, returned: pool.returned ?? 0 } : undefined;
  const closed = findings.length > 0 ? [] : judgeClosed({ ...facts, settled, shareReturned: share?.returned }, count);
  return { pool, count, findings: [...findings, ...closed], moved: suspects.size - open.length };
}

function placeOf(flags: number, { isOpen, isSettling }: PoolFacts): Place | undefined {
  if (flags === 0) return isOpen ? undefined : 'returned';
  if (flags === FREE) return isOpen || isSettling ? 'free' : undefined;
  if ((flags & (FREE | ODD)) !== 0) return undefined;
  return (flags & COUNTS) !== 0 ? 'sold' : 'held';
}

/** Reads free serials, then live tickets, then claimed units, in the order in which a unit is sold. */
async function readFlags(deps: LedgerDeps, pool: PoolRecord, size: number) {
  const flags = new Uint8Array(size);
  const suspects = new Set<number>();
  const mark = (serial: number, flag: number) => {
    if (serial < size) flags[serial]! |= flag;
    else suspects.add(serial);
  };
  for await (const serials of deps.gate.freeSerials(pool.room, pool._id)) for (const each of serials) mark(each, FREE);
  const heldBy = heldIn(await deps.gate.liveTickets(pool.room), pool._id);
  for (const serial of heldBy.keys()) mark(serial, HELD);
  let batch: { _id: string; ticket: Id }[] = [];
  const markBatch = async () => {
    const orders = await standingOf(deps, [...new Set(batch.map(({ ticket }) => ticket))]);
    for (const { _id, ticket } of batch) {
      const serial = serialOf(_id);
      const order = orders.get(ticket);
      const holder = heldBy.get(serial);
      const isOdd = holder === undefined ? order === undefined || order === 'ended' : holder !== ticket;
      mark(serial, CLAIMED | (order === 'counts' ? COUNTS : 0) | (isOdd ? ODD : 0));
    }
    batch = [];
  };
  for await (const unit of deps.stock.units.ofPool(pool._id)) {
    batch.push(unit);
    if (batch.length >= ledgerPolicy.batch) await markBatch();
  }
  await markBatch();
  return { flags, suspects };
}

/** What the stores say now of single units, in their order. */
async function readUnits(deps: LedgerDeps, pool: PoolRecord, serials: readonly number[]): Promise<UnitFacts[]> {
  const facts: UnitFacts[] = [];
  for (let start = 0; start < serials.length; start += ledgerPolicy.batch) {
    const some = serials.slice(start, start + ledgerPolicy.batch);
    const free = await deps.gate.areFree(pool.room, pool._id, some);
    const heldBy = heldIn(await deps.gate.liveTickets(pool.room), pool._id);
    const claims = await deps.stock.units.owners(some.map((serial) => unitId(pool._id, serial)));
    const orders = await standingOf(deps, [...new Set(claims.values())]);
    some.forEach((serial, index) => {
      const claimed = claims.get(unitId(pool._id, serial));
      const order = claimed === undefined ? undefined : orders.get(claimed);
      facts.push({ isFree: free[index]!, held: heldBy.get(serial), claimed, order });
    });
  }
  return facts;
}

function heldIn(live: readonly Ticket[], pool: Id): Map<number, Id> {
  const heldBy = new Map<number, Id>();
  for (const ticket of live)
    if (ticket.pool === pool) for (const serial of ticket.serials) heldBy.set(serial, ticket.id);
  return heldBy;
}

/** An order decided against counts as open until its units are released, which is under way. */
async function standingOf(deps: LedgerDeps, ids: readonly Id[]): Promise<Map<Id, 'counts' | 'open' | 'ended'>> {
  if (ids.length === 0) return new Map();
  const sold: readonly string[] = soldStates;
  return new Map(
    (await deps.orders.standing(ids)).map(({ _id, state, unreleased, reclaimUntil }) => {
      if (sold.includes(state)) return [_id, 'counts'];
      return [_id, state === 'placed' || unreleased || reclaimUntil ? 'open' : 'ended'];
    }),
  );
}
