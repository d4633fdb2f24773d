import type { Id } from '#src/contract/ids.ts';
import type { CheckLine } from '#src/contract/rooms.ts';
import type { ShelfItem } from '#src/contract/shelf.ts';
import type { ShopState } from '#src/contract/shops.ts';
import { goLiveWindow } from './rules.ts';

/** Everything the pre-live check looks at, gathered before. */
export interface CheckFacts {
  now: number;
  plan: { startsAt: number; endsAt: number };
  /** The room of this channel that is on air, if any. */
  onAirRoom?: { id: Id; title: string } | undefined;
  shop?: { id: Id; state: ShopState; openTasks: readonly string[] } | undefined;
  /** The live capability of account and shop type. */
  liveEnabled: boolean;
  shelf: readonly ShelfItem[];
  mediaReady: boolean;
}

/** Every rule of going live with its outcome, and for failing ones the facts by which a page words the mend; pure. */
export function checkLines(facts: CheckFacts): CheckLine[] {
  const { from, until } = goLiveWindow(facts.plan);
  const inWindow = facts.now >= from && facts.now < until;
  return [
    line('schedule', inWindow, { from: iso(from), until: iso(until) }),
    line('channel_free', !facts.onAirRoom, { room: facts.onAirRoom }),
    line('shop_linked', facts.shop !== undefined, {}),
    line('shop_open', facts.shop?.state === 'open', {
      shop: facts.shop?.id,
      state: facts.shop?.state,
      tasks: facts.shop?.openTasks,
    }),
    line('live_enabled', facts.liveEnabled, {}),
    line('shelf_not_empty', facts.shelf.length > 0, {}),
    shelfLine('products_online', facts.shelf, (item) => item.state === 'on_sale'),
    shelfLine('stock', facts.shelf, (item) => item.skus.some((sku) => sku.left > 0)),
    shelfLine('price', facts.shelf, (item) => item.skus.every((sku) => sku.price > 0 && sku.price <= sku.listPrice)),
    line('media', facts.mediaReady, {}),
  ];
}

function line(rule: CheckLine['rule'], ok: boolean, details: Record<string, unknown>): CheckLine {
  const known = Object.entries(details).filter(([, value]) => value !== undefined);
  return ok || known.length === 0 ? { rule, ok } : { rule, ok, details: Object.fromEntries(known) };
}

function shelfLine(
  rule: CheckLine['rule'],
  shelf: readonly ShelfItem[],
  fits: (item: ShelfItem) => boolean,
): CheckLine {
  const items = shelf
    .filter((item) => !fits(item))
    .map(({ itemId, productId, title }) => ({ itemId, productId, title }));
  return line(rule, items.length === 0, { items });
}

const iso = (at: number): string => new Date(at).toISOString();
