import { setTimeout as pause } from 'node:timers/promises';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import { soldStates } from '#src/orders/rules.ts';
import type { PoolRecord } from '#src/stock/pool.ts';
import type { Ticket } from '#src/stock/ticket.ts';
import { serialOf, unitId } from '#src/stock/unit.ts';
import type { Finding, Place } from './finding.ts';
import { judgeClosed, judgeUnit, poolFacts } from './rules.ts';
import type { PoolCount, PoolFacts, UnitFacts } from './rules.ts';
import { ledgerPolicy } from './policy.ts';
import { inBatches } from './standing.ts';

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
 * read is read again, alone, until it stands still or stays wrong; and where the pool itself was changed meanwhile, i.e.
 * it grew, left the shelf or was settled, all of it is read again.
 */
export async function auditPool(deps: LedgerDeps, listed: PoolRecord): Promise<PoolAudit> {
  let shape: Shape = { pool: listed, share: await shareOf(deps, listed) };
  for (let attempt = 1; ; attempt += 1) {
    const before = shape;
    const hasChanged = async () => {
      const pool = (await deps.stock.pools.find(listed._id)) ?? before.pool;
      shape = { pool, share: await shareOf(deps, pool) };
      return attempt < ledgerPolicy.attempts && textOf(shape) !== textOf(before);
    };
    const audit = await auditOnce(deps, before, hasChanged);
    if (audit) return { ...audit, moved: audit.moved + attempt - 1 };
  }
}

/** A pool as its own document and the one of its SKU have it. */
interface Shape {
  pool: PoolRecord;
  share: { size: number; returned: number } | undefined;
}

const textOf = ({ pool, share }: Shape): string =>
  JSON.stringify([pool.state, pool.size, pool.growing?.key, pool.sold, pool.returned, share?.size, share?.returned]);

async function shareOf(deps: LedgerDeps, pool: PoolRecord): Promise<Shape['share']> {
  return (await deps.stock.skus.find([pool.sku]))[0]?.pools[pool._id];
}

/** Undefined when something looked wrong and the pool had changed since it was read. */
async function auditOnce(
  deps: LedgerDeps,
  { pool, share }: Shape,
  hasChanged: () => Promise<boolean>,
): Promise<PoolAudit | undefined> {
  const facts = poolFacts(pool, share);
  const { size } = facts;
  const count: PoolCount = { size, free: 0, held: 0, sold: 0, returned: 0 };
  const { flags, suspects } = await readFlags(deps, pool, size);
  for (let serial = 0; serial < size; serial += 1) {
    const place = placeOf(flags[serial]!, facts, serial);
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
    if (open.length > 0 && (await hasChanged())) return undefined;
  }
  const isSettled = pool.state === 'settled';
  const settled = isSettled ? { sold: pool.sold ?? 0, returned: pool.returned ?? 0 } : undefined;
  const closed = findings.length > 0 ? [] : judgeClosed({ ...facts, settled, shareReturned: share?.returned }, count);
  if (closed.length > 0) {
    // What a release has just set free is on its way to the shop.
    await pause(ledgerPolicy.roundMs);
    if (await hasChanged()) return undefined;
  }
  return { pool, count, findings: [...findings, ...closed], moved: suspects.size - open.length };
}

function placeOf(flags: number, { isOpen, isSettling, arrivingFrom }: PoolFacts, serial: number): Place | undefined {
  if ((flags & ~FREE) === 0 && serial >= arrivingFrom) return 'free';
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
  for await (const batch of inBatches(deps.stock.units.ofPool(pool._id))) {
    const orders = await standingOf(deps, [...new Set(batch.map(({ ticket }) => ticket))]);
    for (const { _id, ticket } of batch) {
      const serial = serialOf(_id);
      const order = orders.get(ticket);
      const holder = heldBy.get(serial);
      const isOdd = holder === undefined ? order === undefined || order === 'ended' : holder !== ticket;
      mark(serial, CLAIMED | (order === 'counts' ? COUNTS : 0) | (isOdd ? ODD : 0));
    }
  }
  return { flags, suspects };
}

/** What is wrong with one unit of a pool at this moment. */
export async function judgeSerial(deps: LedgerDeps, id: Id, serial: number): Promise<Finding[]> {
  const pool = await deps.stock.pools.find(id);
  if (!pool) return [];
  const facts = poolFacts(pool, await shareOf(deps, pool));
  const [unit] = await readUnits(deps, pool, [serial]);
  const judged = judgeUnit(facts, serial, unit!);
  return typeof judged === 'string' ? [] : [judged];
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
