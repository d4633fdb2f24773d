import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import { auditOrders, auditTickets } from './audit-orders.ts';
import type { OrdersAudit } from './audit-orders.ts';
import { auditPool } from './audit-pool.ts';
import type { LedgerDeps, PoolAudit } from './audit-pool.ts';
import type { Finding } from './finding.ts';
import type { PoolCount } from './rules.ts';

/** A room's statement: where its units and its money are. */
export interface RoomAudit {
  room: Id;
  title: string;
  pools: Pick<PoolAudit, 'pool' | 'count'>[];
  /** All pools together. */
  units: PoolCount;
  money: Omit<OrdersAudit, 'findings' | 'moved'>;
  findings: Finding[];
  /** Units and orders that moved while they were read, and stood right when they were read again. */
  moved: number;
}

/** Proves one room from Redis and MongoDB; safe while it sells. @throws NOT_FOUND */
export async function auditRoom(deps: LedgerDeps, roomId: Id): Promise<RoomAudit> {
  const room = await deps.rooms.find(roomId);
  const records = await deps.stock.pools.listOfRoom(roomId);
  if (!room && records.length === 0) throw new AppError('NOT_FOUND', { details: { room: roomId } });
  const pools: PoolAudit[] = [];
  for (const record of records) pools.push(await auditPool(deps, record));
  const { findings, moved, ...money } = await auditOrders(deps, roomId);
  const tickets = await auditTickets(deps, roomId);
  const units: PoolCount = { size: 0, free: 0, held: 0, sold: 0, returned: 0 };
  for (const { count } of pools) for (const key of Object.keys(units) as (keyof PoolCount)[]) units[key] += count[key];
  return {
    room: roomId,
    title: room?.title ?? '',
    pools: pools.map(({ pool, count }) => ({ pool, count })),
    units,
    money,
    findings: [...pools.flatMap((pool) => pool.findings), ...findings, ...tickets.findings],
    moved: pools.reduce((sum, pool) => sum + pool.moved, moved + tickets.moved),
  };
}
