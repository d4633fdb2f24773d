import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { Server } from 'socket.io';
import type { NoticeName, NoticePayload } from '../../contract/commands.ts';
import type { Log } from '../log.ts';
import { publishInOrder } from '../redis.ts';
import { accountChannel } from './socket-authority.ts';

/** Notices to an account wherever it is connected, over all nodes. */
export interface AccountNotices {
  tell<N extends NoticeName>(accountId: string, notice: N, payload: NoticePayload<N>): void;
  /** Sends what was told in this turn. */
  close(): void;
}

type Told = [accountId: string, notice: NoticeName, payload: unknown];
interface Message {
  from: string;
  told: Told[];
}

/** Notices of one message; a worker that has made hundreds of orders at once sends a few of these. */
const MESSAGE_MAX = 100;

/**
 * What one turn of the event loop tells leaves as one message: a publication for each would cost a worker more than a tenth
 * of the whole order. Sockets of this node hear it at once, without Redis.
 */
export function createAccountNotices(options: {
  io: Server;
  publisher: Redis;
  subscriber: Redis;
  channel: string;
  log: Log;
}): AccountNotices {
  const { io, publisher, subscriber, channel, log } = options;
  const me = randomUUID();
  let waiting: Told[] = [];

  function deliver([accountId, notice, payload]: Told): void {
    const room = accountChannel(accountId);
    if (io.of('/').adapter.rooms.has(room)) io.local.in(room).emit(notice, payload);
  }

  function flush(): void {
    const all = waiting;
    waiting = [];
    for (let start = 0; start < all.length; start += MESSAGE_MAX) {
      const message: Message = { from: me, told: all.slice(start, start + MESSAGE_MAX) };
      publishInOrder(publisher, channel, JSON.stringify(message)).catch((error: unknown) => {
        log.warn({ err: error }, 'notices could not be published to other nodes');
      });
    }
  }

  subscriber.on('message', (from, text) => {
    // A worker has nobody to tell, and need not read what others say.
    if (from !== channel || io.of('/').sockets.size === 0) return;
    const message = JSON.parse(text) as Message;
    if (message.from !== me) message.told.forEach(deliver);
  });
  subscriber.subscribe(channel).catch((error: unknown) => {
    log.warn({ err: error }, 'notices of other nodes cannot be heard');
  });

  return {
    tell(accountId, notice, payload) {
      const told: Told = [accountId, notice, payload];
      deliver(told);
      if (waiting.length === 0) setImmediate(flush);
      waiting.push(told);
    },
    close: flush,
  };
}
