import { call, type SendOptions } from './http.ts';
import type { PastPurchase } from './protocol.ts';

/** Tickets asked for at once. */
const PAGE = 50;

/**
 * Everything the holder of the token tried to buy, newest first; read page by page as it is consumed.
 * @throws ShelfcastError
 */
export async function* purchaseHistory(options: SendOptions): AsyncGenerator<PastPurchase, void> {
  let cursor: string | undefined;
  do {
    const page = await call('GET /api/purchases', { query: { limit: PAGE, ...(cursor && { cursor }) } }, options);
    yield* page.rows;
    cursor = page.next;
  } while (cursor);
}
