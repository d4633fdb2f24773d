import { once } from 'node:events';
import { request } from 'node:http';
import type { IncomingMessage, RequestOptions } from 'node:http';
import { json } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import type { CommandName, CommandOutput, CommandPayload } from '#src/contract/commands.ts';
import type { ErrorBody } from '#src/contract/errors.ts';
import type { Outcome } from './history.ts';

export const NOT_CONNECTED = 'not connected';
/** An answer later than this is no answer, in milliseconds. */
const PATIENCE_MS = 4_000;
/** Codes by which the service says that it does not know whether something happened. */
const OPEN_CODES = ['BUSY', 'INTERNAL'];

/** One person's connection over all lives of the service. */
export interface Client {
  ask<N extends CommandName>(name: N, payload: CommandPayload<N>): Promise<Outcome<CommandOutput<N>>>;
  http(route: string, body?: unknown): Promise<Outcome<any>>;
  close(): void;
}

/** @param tokens signs a fresh token for each handshake and call @param address own loopback address, as people have */
export function createClient(
  url: string,
  tokens: { socket(): Promise<string>; api(): Promise<string> },
  address: string,
): Client {
  const raw: Socket = io(url, {
    transports: ['websocket'],
    forceNew: true,
    reconnectionDelay: 100,
    reconnectionDelayMax: 400,
    timeout: 3_000,
    localAddress: address,
    auth: (give) => void tokens.socket().then((token) => give({ token })),
  } as Parameters<typeof io>[1]);

  return {
    async ask(name, payload) {
      if (!raw.connected) {
        // A refused handshake is not tried again by itself.
        if (!raw.active) raw.connect();
        await pause(100);
        if (!raw.connected) return { kind: 'unknown', why: NOT_CONNECTED };
      }
      try {
        return toOutcome(await raw.timeout(PATIENCE_MS).emitWithAck(name, payload));
      } catch (error) {
        return { kind: 'unknown', why: String(error) };
      }
    },
    async http(route, body) {
      const [method, path] = route.split(' ') as [string, string];
      try {
        const headers = { authorization: `Bearer ${await tokens.api()}`, 'content-type': 'application/json' };
        const options = { method, headers, localAddress: address, signal: AbortSignal.timeout(PATIENCE_MS) };
        const { status, data } = await send(url + path, options, body);
        return toOutcome(status < 300 ? { ok: true, data } : { ok: false, error: data });
      } catch (error) {
        return { kind: 'unknown', why: String(error) };
      }
    },
    close: () => void raw.close(),
  };
}

/** Like `fetch`, from an address of one's own, since limits count by address. */
async function send(url: string, options: RequestOptions, body: unknown): Promise<{ status: number; data: any }> {
  const call = request(url, options);
  call.end(body === undefined ? undefined : JSON.stringify(body));
  const [response] = (await once(call, 'response')) as [IncomingMessage];
  return { status: response.statusCode!, data: await json(response) };
}

function toOutcome<T>(answer: { ok: true; data: T } | { ok: false; error: ErrorBody }): Outcome<T> {
  if (answer.ok) return { kind: 'ok', data: answer.data };
  const { code, retryAfterMs } = answer.error;
  if (OPEN_CODES.includes(code)) return { kind: 'unknown', why: code };
  return { kind: 'refused', code, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}
