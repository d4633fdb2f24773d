import type { Deps } from '#src/deps.ts';
import type { Finding } from './finding.ts';
import { judgeSku } from './rules.ts';

/** Units of all shops, by where they are. */
export interface ShopsAudit {
  skus: number;
  received: number;
  available: number;
  inRooms: number;
  sold: number;
  findings: Finding[];
}

/** Proves received = available + in rooms + sold for every SKU; each is one document, so nothing moves under the reader. */
export async function auditShops(deps: Pick<Deps, 'stock'>): Promise<ShopsAudit> {
  const sum: ShopsAudit = { skus: 0, received: 0, available: 0, inRooms: 0, sold: 0, findings: [] };
  for await (const sku of deps.stock.skus.all()) {
    sum.skus += 1;
    sum.received += sku.received;
    sum.available += sku.available;
    sum.sold += sku.sold;
    for (const { size, returned } of Object.values(sku.pools)) sum.inRooms += size - returned;
    sum.findings.push(...judgeSku(sku));
  }
  return sum;
}
