import type { OrderView } from '../../src/contract/purchases.ts';

const columns = [
  'number',
  'state',
  'placedAt',
  'paidAt',
  'title',
  'skuName',
  'quantity',
  'amount',
  'carrier',
  'trackingNumber',
] as const;

/** Orders as CSV; amounts in yuan. */
export function toCsv(orders: readonly OrderView[]): string {
  const rows = orders.map((order) => [
    ...columns.map((column) => (column === 'amount' ? (order.amount / 100).toFixed(2) : order[column])),
    ...(['name', 'phone', 'region', 'street'] as const).map((part) => order.address?.[part]),
  ]);
  return [[...columns, 'name', 'phone', 'region', 'street'], ...rows]
    .map((row) => row.map(cell).join(','))
    .join('\r\n');
}

/** Quoted where needed; a leading `=` or alike is defused, because spreadsheets would run it. */
function cell(value: string | number | undefined): string {
  const text = String(value ?? '');
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function downloadCsv(orders: readonly OrderView[], name: string): void {
  // The mark at the front makes spreadsheets read Chinese as UTF-8.
  const url = URL.createObjectURL(new Blob(['\ufeff', toCsv(orders)], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `orders-${name}.csv`;
  link.click();
  URL.revokeObjectURL(url);
}
