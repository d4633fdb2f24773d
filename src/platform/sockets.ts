import { createAdapter } from '@socket.io/redis-adapter';
import type { Redis } from 'ioredis';
import { Server } from 'socket.io';
import type { NoticePayload } from '../contract/commands.ts';
import { createAccountNotices } from './edge/account-notices.ts';
import { createLocalSockets } from './edge/local-sockets.ts';
import type { LocalSockets } from './edge/local-sockets.ts';
import { edgePolicy } from './edge/policy.ts';
import { accountChannel, sessionChannel } from './edge/socket-authority.ts';
import type { Announce } from './edge/types.ts';
import type { Log } from './log.ts';
import { duplicateRedis, publishInOrder } from './redis.ts';

/** The Socket.IO server of this process; the workers' one never listens and only announces. */
export interface Sockets {
  io: Server;
  announce: Announce;
  local: LocalSockets;
  close(): Promise<void>;
}

/** @param isAllowedOrigin decides at the handshake, since browsers do not apply CORS to websockets */
export function createSockets(options: {
  redis: Redis;
  prefix: string;
  log: Log;
  isAllowedOrigin: (origin: string, host: string) => boolean;
}): Sockets {
  const publisher = options.redis;
  const subscriber = duplicateRedis(options.redis, 'sc-sockets-sub');
  subscriber.on('error', () => {});
  const io = new Server({
    transports: ['websocket'],
    serveClient: false,
    maxHttpBufferSize: edgePolicy.socketBytes,
    pingInterval: 20_000,
    pingTimeout: 15_000,
    connectTimeout: 10_000,
    adapter: createAdapter(quietPublisher(publisher, options.log), subscriber, {
      key: `${options.prefix}:sio`,
      publishOnSpecificResponseChannel: true,
    }),
    allowRequest: (req, answer) => {
      const { origin, host } = req.headers;
      const allowed = origin === undefined || options.isAllowedOrigin(origin, host ?? '');
      answer(allowed ? null : 'ORIGIN_REFUSED', allowed);
    },
  });
  const notices = createAccountNotices({
    io,
    publisher,
    subscriber,
    channel: `${options.prefix}:notices`,
    log: options.log,
  });
  let closing: Promise<void> | undefined;
  const end = (channel: string, reason: NoticePayload<'session:ended'>['reason']) => {
    io.in(channel).emit('session:ended', { reason });
    io.in(channel).disconnectSockets(true);
  };
  return {
    io,
    announce: {
      toAccount: notices.tell,
      toSocket: (socketId, notice, payload) => void io.in(socketId).emit(notice, payload),
      endSession: (sessionId, reason) => end(sessionChannel(sessionId), reason),
      endAccount: (accountId, reason) => end(accountChannel(accountId), reason),
    },
    local: createLocalSockets(io),
    close() {
      closing ??= (async () => {
        notices.close();
        // A server that never listened has no engine to close, only the adapter's subscriptions.
        await (io.httpServer ? io.close() : io.of('/').adapter.close());
        subscriber.disconnect();
      })();
      return closing;
    },
  };
}

/** The adapter does not wait for what it publishes, so a failing Redis would end the process by a rejection nobody handles. */
function quietPublisher(redis: Redis, log: Log) {
  return {
    publish: (channel: string, message: string | Buffer) =>
      publishInOrder(redis, channel, message).catch((error: unknown) => {
        log.warn({ err: error }, 'a notice could not be published to other nodes');
        return 0;
      }),
    on: redis.on.bind(redis),
    off: redis.off.bind(redis),
    listenerCount: redis.listenerCount.bind(redis),
  };
}
