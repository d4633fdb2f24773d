import type { Redis } from 'ioredis';
import type { Config } from './config.ts';
import type { Id } from './contract/ids.ts';
import type { Clock } from './platform/clock.ts';
import type { Announce } from './platform/edge/types.ts';
import type { Keys } from './platform/keys.ts';
import type { Log } from './platform/log.ts';
import type { Metrics } from './platform/metrics.ts';
import type { Mongo } from './platform/mongo.ts';
import type { Queues } from './platform/queues.ts';
import type { Limits } from './platform/edge/limits.ts';
import type { Passwords } from './platform/password.ts';
import type { RoomLog } from './platform/room-log/room-log.ts';
import type { Sockets } from './platform/sockets.ts';
import type { Tokens } from './platform/tokens.ts';
import type { EndedSessions } from './accounts/ended-sessions.ts';
import type { AccountStore, NotificationStore } from './accounts/model.ts';
import type { SessionStore } from './accounts/session-model.ts';
import type { FileStore } from './files/model.ts';
import type { Broadcast } from './broadcast/broadcast.ts';
import type { OrderStore } from './orders/model.ts';
import type { ShelfStore } from './shelf/model.ts';
import type { StockStore } from './stock/model.ts';
import type { Gate } from './stock/store.ts';
import type { DrawStore } from './draws/model.ts';
import type { DrawWindows } from './draws/store.ts';
import type { ChatStore } from './chat/chat.ts';
import type { Likes } from './likes/store.ts';
import type { Presence } from './presence/store.ts';
import type { Feeds } from './rooms/feed/feeds.ts';
import type { RefusedTickets } from './purchases/refused-model.ts';
import type { ProductStore } from './catalog/model.ts';
import type { ChannelStore } from './channels/model.ts';
import type { AuditStore } from './ops/model.ts';
import type { StatementStore } from './statements/model.ts';
import type { PaymentStore } from './payments/model.ts';
import type { PaymentProvider } from './payments/provider.ts';
import type { SandboxBooks } from './payments/sandbox-model.ts';
import type { ShopStore } from './shops/model.ts';
import type { RoomArchive } from './rooms/archive-model.ts';
import type { RoomStore } from './rooms/model.ts';

/**
 * Everything a verb may need, as one plain object built in compose.ts; a verb asks for its part with
 * `Pick<Deps, 'orders' | 'clock'>`. Stores are added here by type, one line per feature.
 */
export interface Deps {
  config: Config;
  log: Log;
  clock: Clock;
  /** A fresh UUIDv7. */
  newId(): Id;
  redis: Redis;
  keys: Keys;
  mongo: Mongo;
  queues: Queues;
  /** The Socket.IO server of this process. */
  sockets: Sockets;
  announce: Announce;
  limits: Limits;
  tokens: Tokens;
  passwords: Passwords;
  metrics: Metrics;
  endedSessions: EndedSessions;
  roomLog: RoomLog;
  accounts: AccountStore;
  sessions: SessionStore;
  notifications: NotificationStore;
  files: FileStore;
  shops: ShopStore;
  channels: ChannelStore;
  products: ProductStore;
  audit: AuditStore;
  rooms: RoomStore;
  roomArchive: RoomArchive;
  shelf: ShelfStore;
  stock: StockStore;
  gate: Gate;
  orders: OrderStore;
  draws: DrawStore;
  /** Windows in which taps are gathered for draws. */
  windows: DrawWindows;
  refusedTickets: RefusedTickets;
  chat: ChatStore;
  likes: Likes;
  presence: Presence;
  feeds: Feeds;
  broadcast: Broadcast;
  payments: PaymentStore;
  statements: StatementStore;
  /** Books of the built-in provider. */
  sandbox: SandboxBooks;
  paymentProvider: PaymentProvider;
}
