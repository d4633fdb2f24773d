import type { RoomStats, WallRoom } from '#src/contract/ops.ts';
import type { RoomSnapshot } from '#src/contract/room-events.ts';
import { roomPolicy } from './policy.ts';

/** What an operator should look at in a room on air; pure. */
export function alarmsOf(
  snapshot: Pick<RoomSnapshot, 'state' | 'stage' | 'shelf'>,
  stats: RoomStats,
): WallRoom['alarms'] {
  const { stockLowShare, refusalsPerMinute } = roomPolicy.alarms;
  const skus = snapshot.shelf.filter((item) => item.state === 'on_sale').flatMap((item) => item.skus);
  const size = skus.reduce((sum, sku) => sum + sku.size, 0);
  const left = skus.reduce((sum, sku) => sum + sku.left, 0);
  const alarms: WallRoom['alarms'] = [];
  if (size > 0 && left < size * stockLowShare) alarms.push('stock_low');
  if (snapshot.state === 'live' && snapshot.stage !== 'on') alarms.push('media_down');
  if (stats.refusalsPerMinute >= refusalsPerMinute) alarms.push('refusals_high');
  return alarms;
}
