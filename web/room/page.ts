import { signal, type Signal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { RoomCard } from '../../src/contract/rooms.ts';
import type { Connection } from '../lib/socket.ts';
import { send } from '../lib/transport.ts';
import type { RoomWatch } from '../lib/room-client.ts';
import { createAddresses, type Addresses } from './buy/addresses.ts';
import { createPurchases, type Purchases } from './buy/purchases.ts';
import { createSheet, type Sheet } from './buy/sheet.ts';
import { createStockAlerts, type StockAlerts } from './buy/stock-alerts.ts';
import { createTalk, type Talk } from '../chat/talk.ts';
import { createChat, type Chat } from './chat/chat.ts';
import { createFollowing, type Following } from './stage/following.ts';
import { createLikes, type Likes } from './stage/likes.ts';
import type { RoomVideo } from './stage/room-video.ts';
import type { Visit } from './visit.ts';

/** Drawers of the room; one at a time. */
export type Panel = 'bag' | 'orders';

/** Everything one visit of a room consists of. */
export interface RoomPage {
  readonly roomId: string;
  readonly connection: Connection;
  readonly room: RoomWatch;
  /** Facts for lists, e.g. the cover; may come later than the room or not at all. */
  readonly card: Signal<RoomCard | undefined>;
  readonly video: RoomVideo;
  readonly talk: Talk;
  readonly chat: Chat;
  readonly likes: Likes;
  readonly following: Following;
  readonly purchases: Purchases;
  readonly addresses: Addresses;
  readonly sheet: Sheet;
  readonly alerts: StockAlerts;
  readonly panel: Signal<Panel | undefined>;
  close(): void;
}

/** Adds to a running visit everything a viewer can do in a room. */
export function createRoomPage({ connection, room, video }: Visit): RoomPage {
  const { roomId } = room;
  const purchases = createPurchases({ connection, room, mediaMs: video.clock });
  const talk = createTalk({ connection, room });
  const parts = {
    talk,
    addresses: createAddresses(),
    chat: createChat({ connection, room, talk }),
    likes: createLikes({ connection, room }),
    alerts: createStockAlerts(room),
  };
  const card = signal<RoomCard | undefined>(undefined);
  void send('GET /api/rooms/:id/card', { params: { id: roomId } }).then((result) => {
    if (result.ok) card.value = result.data.room;
  });
  return {
    roomId,
    connection,
    room,
    card,
    video,
    purchases,
    following: createFollowing(room),
    sheet: createSheet(),
    panel: signal(undefined),
    ...parts,
    close() {
      for (const part of [...Object.values(parts), purchases, video, room]) part.close();
      connection.close();
    },
  };
}

export const RoomContext = createContext<RoomPage | undefined>(undefined);

/** The visit this component belongs to. */
export function useRoom(): RoomPage {
  const page = useContext(RoomContext);
  if (!page) throw new Error('useRoom outside of a room');
  return page;
}
