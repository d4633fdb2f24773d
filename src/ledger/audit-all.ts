import type { Id } from '#src/contract/ids.ts';
import { auditRoom } from './audit-room.ts';
import type { RoomAudit } from './audit-room.ts';
import { auditShops } from './audit-shops.ts';
import type { ShopsAudit } from './audit-shops.ts';
import type { LedgerDeps } from './audit-pool.ts';
import type { Finding } from './finding.ts';

export interface Audit {
  rooms: RoomAudit[];
  /** Absent when one room was asked about. */
  shops?: ShopsAudit;
  findings: Finding[];
  moved: number;
  milliseconds: number;
}

/** Proves one room, or every room that ever sold and the shops. @throws NOT_FOUND */
export async function auditAll(deps: LedgerDeps, room?: Id): Promise<Audit> {
  const began = performance.now();
  const rooms: RoomAudit[] = [];
  if (room !== undefined) rooms.push(await auditRoom(deps, room));
  else for await (const each of deps.stock.pools.rooms()) rooms.push(await auditRoom(deps, each));
  const shops = room === undefined ? await auditShops(deps) : undefined;
  return {
    rooms,
    ...(shops && { shops }),
    findings: [...rooms.flatMap(({ findings }) => findings), ...(shops?.findings ?? [])],
    moved: rooms.reduce((sum, { moved }) => sum + moved, 0),
    milliseconds: performance.now() - began,
  };
}
