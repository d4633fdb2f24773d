import { csvLine } from '../../src/contract/csv.ts';
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

const addressParts = ['name', 'phone', 'region', 'street'] as const;

/** Orders as CSV; amounts in yuan. */
export function toCsv(orders: readonly OrderView[]): string {
  const rows = orders.map((order) => [
    ...columns.map((column) => (column === 'amount' ? (order.amount / 100).toFixed(2) : (order[column] ?? ''))),
    ...addressParts.map((part) => order.address?.[part] ?? ''),
  ]);
  return [[...columns, ...addressParts], ...rows].map(csvLine).join('');
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
