import { sentence } from '#src/ledger/finding.ts';
import type { Audit } from '#src/ledger/audit-all.ts';
import type { RoomAudit } from '#src/ledger/audit-room.ts';

const yuan = (fen: number): string => `¥${(fen / 100).toFixed(2)}`;
const row = (label: string, value: string | number): string => `    ${label.padEnd(34)}${String(value).padStart(14)}`;

/** The statement as a bookkeeper reads it: every room, all shops, then what is wrong. */
export function printAudit({ rooms, shops, payments, findings, moved, milliseconds }: Audit): void {
  for (const room of rooms) printRoom(room);
  if (shops) {
    console.log(`\nAll shops, ${shops.skus} SKUs`);
    console.log(row('received', shops.received));
    console.log(row('in the shops', shops.available));
    console.log(row('in rooms', shops.inRooms));
    console.log(row('sold in rooms that are settled', shops.sold));
  }
  if (payments) {
    console.log('\nAll payments');
    console.log(row('payments', payments.payments));
    console.log(row('events of their providers', payments.events));
  }
  const units = rooms.reduce((sum, room) => sum + room.units.size, 0);
  console.log(`\n${rooms.length} rooms, ${units} units, ${(milliseconds / 1000).toFixed(1)} s`);
  if (moved > 0) console.log(`${moved} moved while they were read and were right when read again`);
  if (findings.length === 0)
    return console.log('The books are right: every unit is in one place, every fen has its order.');
  console.log(`\n${findings.length} findings:`);
  for (const finding of findings) console.log(`  ${finding.kind.padEnd(22)} ${sentence(finding)}`);
  console.log('\n`npm run repair` offers what can be repaired safely.');
}

function printRoom({ room, title, units, money, pools }: RoomAudit): void {
  console.log(`\nRoom ${title ? `"${title}" ` : ''}${room}`);
  console.log(row('units in its pools', units.size));
  for (const place of ['free', 'held', 'sold', 'returned'] as const) console.log(row(`  ${place}`, units[place]));
  if (pools.length > 1) {
    for (const { pool, count } of pools) {
      const parts = `${count.free} free, ${count.held} held, ${count.sold} sold, ${count.returned} returned`;
      console.log(`      ${pool._id} ${pool.state.padEnd(8)} ${count.size} = ${parts}`);
    }
  }
  console.log(row('orders', money.orders));
  console.log(row('  waiting for payment', money.open));
  console.log(row('  paid', money.paid));
  console.log(row('money taken', yuan(money.captured)));
  console.log(row('  sent back', yuan(money.refunded)));
  console.log(row('  on its way back', yuan(money.refunding)));
  console.log(row('  kept', yuan(money.captured - money.refunded - money.refunding)));
}
