import { v7 } from 'uuid';
import { createEndedSessions } from './accounts/ended-sessions.ts';
import { createAccountStore, createNotificationStore } from './accounts/model.ts';
import { createSessionStore } from './accounts/session-model.ts';
import type { Config } from './config.ts';
import type { Deps } from './deps.ts';
import { createProductStore } from './catalog/model.ts';
import { createChannelStore } from './channels/model.ts';
import { createAuditStore } from './ops/model.ts';
import { createShopStore } from './shops/model.ts';
import { createFileStore } from './files/model.ts';
import { systemClock } from './platform/clock.ts';
import type { Clock } from './platform/clock.ts';
import { createLimits } from './platform/edge/limits.ts';
import { createKeys } from './platform/keys.ts';
import { createLog } from './platform/log.ts';
import type { Log } from './platform/log.ts';
import { createMetrics } from './platform/metrics.ts';
import { connectMongo, initModels } from './platform/mongo.ts';
import { originRule } from './platform/origins.ts';
import { createPasswords } from './platform/password.ts';
import { createQueues } from './platform/queues.ts';
import { connectRedis, duplicateRedis } from './platform/redis.ts';
import { createRoomLog } from './platform/room-log/room-log.ts';
import { createSockets } from './platform/sockets.ts';
import { createTokens, defaultLives } from './platform/tokens.ts';
import type { Lives } from './platform/tokens.ts';
import { createSilentBroadcast } from './broadcast/broadcast.ts';
import { startBroadcast } from './broadcast/start-broadcast.ts';
import { createPaymentStore } from './payments/model.ts';
import { createSandboxBooks } from './payments/sandbox-model.ts';
import { createSandboxProvider } from './payments/sandbox/provider.ts';
import { createOrderStore } from './orders/model.ts';
import { createRefusedTickets } from './purchases/refused-model.ts';
import { createStatementStore } from './statements/model.ts';
import { createShelfStore } from './shelf/model.ts';
import { createStockStore } from './stock/model.ts';
import { createGate } from './stock/store.ts';
import { createDrawStore } from './draws/model.ts';
import { createDrawWindows } from './draws/store.ts';
import { createChatStore } from './chat/chat.ts';
import { createLikes } from './likes/store.ts';
import { createPresence } from './presence/store.ts';
import { createFeeds } from './rooms/feed/feeds.ts';
import { createRoomArchive } from './rooms/archive-model.ts';
import { createRoomStore } from './rooms/model.ts';
import { liftRoomAbove, warmRoom } from './rooms/warm-room.ts';

/** Deps with what must be closed behind them. */
export interface Composed extends Deps {
  /** Idempotent: media and sockets first, then queues, then the databases. */
  close(): Promise<void>;
}

/** Builds everything a process needs from its configuration: the composition root of service, workers, scripts and tests. */
export async function compose(
  config: Config,
  options: {
    process: 'service' | 'workers' | 'script';
    log?: Log;
    clock?: Clock;
    dbName?: string;
    lives?: Partial<Lives>;
  },
): Promise<Composed> {
  const log = options.log ?? createLog({ level: config.LOG_LEVEL, name: options.process, nodeId: config.NODE_ID });
  const clock = options.clock ?? systemClock;
  const lives = { ...defaultLives, ...options.lives };
  const redis = connectRedis(config.REDIS_URL, log, `sc-${options.process}`);
  const mongo = await connectMongo(config.MONGODB_URI, log, options.dbName ? { dbName: options.dbName } : {});
  const keys = createKeys(config.REDIS_PREFIX);
  const queues = createQueues(redis, config.REDIS_PREFIX);
  const sockets = createSockets({ redis, prefix: config.REDIS_PREFIX, isAllowedOrigin: originRule(config), log });

  const stores = {
    accounts: createAccountStore(mongo),
    sessions: createSessionStore(mongo),
    notifications: createNotificationStore(mongo),
    files: createFileStore(mongo),
    shops: createShopStore(mongo),
    channels: createChannelStore(mongo),
    products: createProductStore(mongo),
    audit: createAuditStore(mongo),
    rooms: createRoomStore(mongo),
    roomArchive: createRoomArchive(mongo),
    chat: createChatStore({ redis, keys, mongo, log }),
    shelf: createShelfStore(mongo),
    stock: createStockStore(mongo),
    orders: createOrderStore(mongo),
    draws: createDrawStore(mongo),
    refusedTickets: createRefusedTickets(mongo, log),
    payments: createPaymentStore(mongo),
    statements: createStatementStore(mongo),
    sandbox: createSandboxBooks(mongo),
  };
  await initModels(mongo);

  const parts = {
    config,
    log,
    clock,
    newId: () => v7(),
    redis,
    keys,
    mongo,
    queues,
    sockets,
    announce: sockets.announce,
    limits: createLimits(redis, keys),
    tokens: createTokens(config.AUTH_KEYS, clock, lives),
    passwords: createPasswords(),
    metrics: createMetrics(),
    endedSessions: createEndedSessions(redis, keys, log, lives.accessMs),
    roomLog: createRoomLog(redis, keys),
    gate: createGate(redis, keys, () => clock.now()),
    windows: createDrawWindows(redis, keys),
    likes: createLikes(redis, keys, log),
    presence: createPresence(redis, keys, config.NODE_ID),
    ...stores,
  };
  const paymentProvider = createSandboxProvider(parts);
  const feeds = createFeeds({
    deps: parts,
    subscription: duplicateRedis(redis, `sc-feeds-${config.NODE_ID}`, { lazyConnect: true }),
    sockets: sockets.local,
    healer: { warm: (room) => warmRoom(parts, room), liftAbove: (room, seq) => liftRoomAbove(parts, room, seq) },
  });

  const broadcast = options.process === 'service' ? await startBroadcast({ ...parts, feeds }) : createSilentBroadcast();

  let closing: Promise<void> | undefined;
  return {
    ...parts,
    paymentProvider,
    feeds,
    broadcast,
    close() {
      closing ??= (async () => {
        await broadcast.close();
        await sockets.close();
        await Promise.all([feeds.close(), parts.likes.close(), parts.chat.close(), parts.refusedTickets.close()]);
        await queues.close();
        await mongo.close();
        // Without a connection there is nothing to say goodbye to, and `quit` would wait for one.
        if (redis.status === 'ready') await redis.quit();
        else redis.disconnect();
      })();
      return closing;
    },
  };
}
