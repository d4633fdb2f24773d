import type { ChatMessage, RoomEvent, RoomSnapshot } from './room-events.ts';
import type { ShelfItem } from './shelf.ts';

/** Chat lines a late joiner gets. */
export const CHAT_TAIL = 60;

/** Kinds of which only the newest value per key matters; the key they are coalesced by. */
export function coalesceKey(event: RoomEvent): string | undefined {
  switch (event.kind) {
    case 'stock.changed':
      return `stock:${event.skuId}`;
    case 'likes.counted':
      return 'likes';
    case 'viewers.counted':
      return 'viewers';
    default:
      return undefined;
  }
}

/** Urgent events leave at once instead of waiting for the next flush. */
export function isUrgent(event: RoomEvent): boolean {
  switch (event.kind) {
    case 'item.pinned':
    case 'item.unpinned':
    case 'item.changed':
    case 'room.reset':
      return true;
    case 'room.changed':
      return event.change.state !== undefined;
    case 'stock.changed':
      return event.left === 0;
    default:
      return false;
  }
}

/**
 * Applies one event to a room's state; pure, shared by service, pages and tests.
 * Applying an event whose effect the state already has changes nothing, so a snapshot may be slightly newer than its number.
 */
export function applyEvent(state: RoomSnapshot, event: RoomEvent): RoomSnapshot {
  switch (event.kind) {
    case 'room.reset':
      return event.snapshot;
    case 'room.changed':
      return merge(state, event.change);
    case 'item.added':
      return { ...state, shelf: [...state.shelf.filter((item) => item.itemId !== event.item.itemId), event.item] };
    case 'item.changed':
      return changeItem(state, event.itemId, (item) => merge(item, event.change));
    case 'item.removed':
      return {
        ...state,
        shelf: state.shelf.filter((item) => item.itemId !== event.itemId),
        pinned: state.pinned?.itemId === event.itemId ? null : state.pinned,
      };
    case 'shelf.sorted':
      return { ...state, shelf: sortShelf(state.shelf, event.itemIds) };
    case 'item.pinned':
      return { ...state, pinned: { itemId: event.itemId, at: event.at, seq: event.seq } };
    case 'item.unpinned':
      return { ...state, pinned: null };
    case 'stock.changed':
      return changeItem(state, event.itemId, (item) => ({
        ...item,
        skus: item.skus.map((sku) => (sku.skuId === event.skuId ? { ...sku, left: event.left } : sku)),
      }));
    case 'chat.said':
      if (state.chat.some((message) => message.messageId === event.message.messageId)) return state;
      return { ...state, chat: [...state.chat, event.message].slice(-CHAT_TAIL) };
    case 'chat.removed':
      return { ...state, chat: withoutLine(state.chat, event.messageId) };
    case 'chat.marked':
      return {
        ...state,
        chat: state.chat.map((message) =>
          message.messageId === event.messageId ? markLine(message, event.mark) : message,
        ),
      };
    case 'likes.counted':
      return { ...state, likes: event.total };
    case 'viewers.counted':
      return { ...state, viewers: event.viewers };
  }
}

/** The line and every quote of it are gone. */
export function withoutLine(chat: readonly ChatMessage[], messageId: string): ChatMessage[] {
  return chat
    .filter((message) => message.messageId !== messageId)
    .map((message) => {
      if (message.replyTo?.messageId !== messageId) return message;
      const { replyTo: _, ...rest } = message;
      return rest;
    });
}

export function markLine(message: ChatMessage, mark: ChatMessage['mark'] | null): ChatMessage {
  const { mark: _, ...rest } = message;
  return mark ? { ...rest, mark } : rest;
}

function changeItem(state: RoomSnapshot, itemId: string, change: (item: ShelfItem) => ShelfItem): RoomSnapshot {
  return { ...state, shelf: state.shelf.map((item) => (item.itemId === itemId ? change(item) : item)) };
}

function sortShelf(shelf: ShelfItem[], itemIds: string[]): ShelfItem[] {
  const place = new Map(itemIds.map((itemId, index) => [itemId, index]));
  return shelf.toSorted((a, b) => (place.get(a.itemId) ?? Infinity) - (place.get(b.itemId) ?? Infinity));
}

/** A change names only what is new; JSON carries no undefined, so spreading it never clears a field. */
function merge<T extends object>(base: T, change: { [K in keyof T]?: T[K] | undefined }): T {
  return Object.assign({}, base, change);
}
