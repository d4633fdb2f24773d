import type { Id } from '#src/contract/ids.ts';
import { auditRoom } from './audit-room.ts';
import type { RoomAudit } from './audit-room.ts';
import { auditPayments } from './audit-payments.ts';
import type { PaymentsAudit } from './audit-payments.ts';
import { auditShops } from './audit-shops.ts';
import type { ShopsAudit } from './audit-shops.ts';
import type { LedgerDeps } from './audit-pool.ts';
import type { Finding } from './finding.ts';

export interface Audit {
  rooms: RoomAudit[];
  /** Both absent when one room was asked about. */
  shops?: ShopsAudit;
  payments?: PaymentsAudit;
  findings: Finding[];
  moved: number;
  milliseconds: number;
}

/** Proves one room, or every room that ever sold, the shops, and all payments with their events. @throws NOT_FOUND */
export async function auditAll(deps: LedgerDeps, room?: Id): Promise<Audit> {
  const began = performance.now();
  const rooms: RoomAudit[] = [];
  if (room !== undefined) rooms.push(await auditRoom(deps, room));
  else for await (const each of deps.stock.pools.rooms()) rooms.push(await auditRoom(deps, each));
  const shops = room === undefined ? await auditShops(deps) : undefined;
  const payments = room === undefined ? await auditPayments(deps) : undefined;
  return {
    rooms,
    ...(shops && { shops }),
    ...(payments && { payments }),
    findings: [...rooms, shops, payments].flatMap((part) => part?.findings ?? []),
    moved: rooms.reduce((sum, { moved }) => sum + moved, payments?.moved ?? 0),
    milliseconds: performance.now() - began,
  };
}
