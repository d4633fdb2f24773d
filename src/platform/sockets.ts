import { createAdapter } from '@socket.io/redis-adapter';
import type { Redis } from 'ioredis';
import { Server } from 'socket.io';
import type { NoticeName, NoticePayload } from '../contract/commands.ts';
import { edgePolicy } from './edge/policy.ts';
import { accountChannel, sessionChannel } from './edge/socket-authority.ts';
import type { Announce } from './edge/types.ts';

/** The Socket.IO server of this process; the workers' one never listens and only announces. */
export interface Sockets {
  io: Server;
  announce: Announce;
  /** Sends to the sockets of this node in a channel; the packet is encoded once for all of them. */
  emitLocal<N extends NoticeName>(channel: string, notice: N, payload: NoticePayload<N>): void;
  close(): Promise<void>;
}

/** @param isAllowedOrigin decides at the handshake, since browsers do not apply CORS to websockets */
export function createSockets(options: {
  redis: Redis;
  prefix: string;
  isAllowedOrigin: (origin: string, host: string) => boolean;
}): Sockets {
  const publisher = options.redis;
  const subscriber = options.redis.duplicate({ connectionName: 'sc-sockets-sub' });
  subscriber.on('error', () => {});
  const io = new Server({
    transports: ['websocket'],
    serveClient: false,
    maxHttpBufferSize: edgePolicy.socketBytes,
    pingInterval: 20_000,
    pingTimeout: 15_000,
    adapter: createAdapter(publisher, subscriber, {
      key: `${options.prefix}:sio`,
      publishOnSpecificResponseChannel: true,
    }),
    allowRequest: (req, answer) => {
      const { origin, host } = req.headers;
      const allowed = origin === undefined || options.isAllowedOrigin(origin, host ?? '');
      answer(allowed ? null : 'ORIGIN_REFUSED', allowed);
    },
  });
  const end = (channel: string, reason: NoticePayload<'session:ended'>['reason']) => {
    io.in(channel).emit('session:ended', { reason });
    io.in(channel).disconnectSockets(true);
  };
  return {
    io,
    announce: {
      toAccount: (accountId, notice, payload) => void io.in(accountChannel(accountId)).emit(notice, payload),
      toSocket: (socketId, notice, payload) => void io.in(socketId).emit(notice, payload),
      endSession: (sessionId, reason) => end(sessionChannel(sessionId), reason),
      endAccount: (accountId, reason) => end(accountChannel(accountId), reason),
    },
    emitLocal: (channel, notice, payload) => void io.local.to(channel).emit(notice, payload),
    async close() {
      await io.close();
      subscriber.disconnect();
    },
  };
}
