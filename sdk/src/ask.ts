import type { Socket } from 'socket.io-client';
import type { Result } from './http.ts';
import type { Commands } from './protocol.ts';

export type CommandName = keyof Commands;
export type CommandInput<N extends CommandName> = Commands[N]['input'];
export type CommandOutput<N extends CommandName> = Commands[N]['output'];

/** How long an answer may take unless the caller says otherwise, in milliseconds. */
export const ANSWER_MS = 10_000;

/** Sends one command on a connected socket and waits until `deadline` (ms since the epoch); never throws. */
export async function ask<N extends CommandName>(
  socket: Socket,
  name: N,
  payload: CommandInput<N>,
  deadline: number,
): Promise<Result<CommandOutput<N>>> {
  try {
    const patience = Math.max(1_000, deadline - Date.now());
    return (await socket.timeout(patience).emitWithAck(name, payload)) as Result<CommandOutput<N>>;
  } catch {
    // The library rejects at the timeout, and at once when the connection is lost under the command.
    return { ok: false, error: { code: socket.connected ? 'TIMEOUT' : 'OFFLINE' } };
  }
}
