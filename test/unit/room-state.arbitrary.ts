import fc from 'fast-check';
import { v7 } from 'uuid';
import type { ChatMessage, RoomEvent, RoomEventBody, RoomSnapshot } from '#src/contract/room-events.ts';
import type { ShelfItem } from '#src/contract/shelf.ts';

export const roomId = v7();
const at = '2026-01-31T12:00:00.000Z';
const items = [v7(), v7(), v7()];
const skus = items.map(() => [v7(), v7()]);
const messages = Array.from({ length: 90 }, () => v7());

function shelfItem(index: number, left: number): ShelfItem {
  return {
    itemId: items[index]!,
    productId: items[index]!,
    title: `Item ${index}`,
    priceVersion: 1,
    state: 'on_sale',
    skus: skus[index]!.map((skuId) => ({ skuId, poolId: skuId, name: 'S', listPrice: 2, price: 1, size: 9, left })),
  };
}

function chatMessage(index: number, role: ChatMessage['role']): ChatMessage {
  return { messageId: messages[index]!, authorId: roomId, name: 'Ann', role, text: `line ${index}`, at };
}

export function emptyRoom(): RoomSnapshot {
  return {
    roomId,
    channel: { id: roomId, name: 'Tea', followers: 0 },
    title: 'Morning tea',
    state: 'scheduled',
    startsAt: at,
    switches: { likes: true, shelf: true, comments: true, replay: true, share: true, customerService: false },
    slowModeSeconds: 0,
    mutedAll: false,
    stage: 'off',
    shelf: [],
    pinned: null,
    chat: [],
    likes: 0,
    viewers: 0,
  };
}

const chatRole: fc.Arbitrary<ChatMessage['role']> = fc.constantFrom('viewer', 'viewer', 'host');
const item = fc.nat(items.length - 1);
const left = fc.nat(9);
const body: fc.Arbitrary<RoomEventBody> = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(item, fc.nat(1), left).map(([i, s, n]) => stock(i, s, n)) },
  { weight: 3, arbitrary: fc.tuple(fc.nat(89), chatRole).map(([i, r]) => said(i, r)) },
  fc.nat(89).map((i) => ({ kind: 'chat.removed', messageId: messages[i]! }) as const),
  fc.nat(99).map((total) => ({ kind: 'likes.counted', total }) as const),
  fc.nat(99).map((viewers) => ({ kind: 'viewers.counted', viewers }) as const),
  fc.tuple(item, left).map(([i, n]) => ({ kind: 'item.added', item: shelfItem(i, n) }) as const),
  fc.tuple(item, left).map(([i, n]) => changed(i, n)),
  item.map((i) => ({ kind: 'item.removed', itemId: items[i]! }) as const),
  fc.shuffledSubarray(items).map((itemIds) => ({ kind: 'shelf.sorted', itemIds }) as const),
  item.map((i) => ({ kind: 'item.pinned', itemId: items[i]!, at }) as const),
  fc.constant({ kind: 'item.unpinned' } as const),
  fc.constantFrom('live', 'paused').map((state) => ({ kind: 'room.changed', change: { state } }) as const),
);

function stock(index: number, sku: number, n: number): RoomEventBody {
  return { kind: 'stock.changed', itemId: items[index]!, skuId: skus[index]![sku]!, left: n };
}

function said(index: number, by: ChatMessage['role']): RoomEventBody {
  return { kind: 'chat.said', message: chatMessage(index, by) };
}

function changed(index: number, n: number): RoomEventBody {
  const { priceVersion, skus: changedSkus } = shelfItem(index, n);
  return { kind: 'item.changed', itemId: items[index]!, change: { priceVersion: priceVersion + n, skus: changedSkus } };
}

/** Logs of up to 80 events; numbers are consecutive from `first` on. */
export function eventsFrom(first: number, maxLength = 80): fc.Arbitrary<RoomEvent[]> {
  return fc
    .array(body, { minLength: 1, maxLength, size: 'max' })
    .map((bodies) => bodies.map((each, index) => ({ ...each, seq: first + index })));
}
