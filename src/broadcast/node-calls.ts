import type { Redis } from 'ioredis';
import { AppError, toErrorBody } from '#src/contract/errors.ts';
import type { ErrorBody } from '#src/contract/errors.ts';
import { listenersOf } from '#src/platform/redis.ts';
import type { Keys } from '#src/platform/keys.ts';
import { toAppError } from '#src/platform/edge/errors.ts';
import type { Log } from '#src/platform/log.ts';

/** An answer later than this is treated as none, in milliseconds. */
const PATIENCE_MS = 5_000;

/** The node asked is not there, or does not answer. */
export class NodeGone extends Error {
  readonly node: string;
  constructor(node: string) {
    super(`node ${node} does not answer`);
    this.name = 'NodeGone';
    this.node = node;
  }
}

/** Requests from one service node to another one, as plain JSON over Redis. */
export interface NodeCalls {
  /** @throws NodeGone, or the AppError that the other node threw */
  call(node: string, request: unknown): Promise<unknown>;
  isAlive(node: string): Promise<boolean>;
  close(): void;
}

interface NodeCallsOptions {
  redis: Redis;
  /** A connection of its own, for this subscription only; closed with the calls. */
  subscription: Redis;
  keys: Keys;
  node: string;
  log: Log;
  /** Answers the requests of other nodes. */
  serve(request: unknown): Promise<unknown>;
}

type Message =
  | { type: 'request'; id: number; from: string; request: unknown }
  | { type: 'answer'; id: number; data?: unknown; error?: ErrorBody };

export async function createNodeCalls(options: NodeCallsOptions): Promise<NodeCalls> {
  const { redis, subscription, keys, node, log } = options;
  const channel = (of: string) => keys.global('node', of);
  const waiting = new Map<number, (answer: Message & { type: 'answer' }) => void>();
  let lastId = 0;

  /** Answers how many heard it: nobody means that the node is gone. */
  const send = (to: string, message: Message) => redis.spublish(channel(to), JSON.stringify(message));

  async function answer({ id, from, request }: Message & { type: 'request' }): Promise<void> {
    const reply = await options.serve(request).then(
      (data): Message => ({ type: 'answer', id, data }),
      (error: unknown): Message => ({ type: 'answer', id, error: toErrorBody(toAppError(error, log)) }),
    );
    await send(from, reply);
  }

  subscription.on('error', (error) => log.warn({ err: error }, 'node calls: subscription connection'));
  subscription.on('smessage', (_channel: string, text: string) => {
    const message = JSON.parse(text) as Message;
    if (message.type === 'answer') waiting.get(message.id)?.(message);
    else answer(message).catch((error: unknown) => log.warn({ err: error as Error }, 'node calls: answering failed'));
  });
  await subscription.ssubscribe(channel(node));

  return {
    async call(to, request) {
      const id = (lastId += 1);
      let timer: NodeJS.Timeout | undefined;
      const answered = new Promise<Message & { type: 'answer' }>((resolve, reject) => {
        waiting.set(id, resolve);
        timer = setTimeout(() => reject(new NodeGone(to)), PATIENCE_MS);
      });
      answered.catch(() => {});
      try {
        if ((await send(to, { type: 'request', id, from: node, request })) === 0) throw new NodeGone(to);
        const { data, error } = await answered;
        if (error) throw fromErrorBody(error);
        return data;
      } finally {
        clearTimeout(timer);
        waiting.delete(id);
      }
    },
    isAlive: async (of) => (await listenersOf(redis, channel(of))) > 0,
    close: () => subscription.disconnect(),
  };
}

function fromErrorBody({ code, details, retryAfterMs }: ErrorBody): AppError {
  return new AppError(code, { ...(details && { details }), ...(retryAfterMs !== undefined && { retryAfterMs }) });
}
