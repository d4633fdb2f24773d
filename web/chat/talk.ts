import type { CommandInput, CommandName, CommandOutput, Connection } from '../../sdk/src/index.ts';
import { toFailure } from '../lib/api-error.ts';
import { toastError } from '../ui/toast.tsx';

/** The room whose chat is looked after, and the line to it. */
export interface Talk {
  roomId: string;
  connection: Pick<Connection, 'request' | 'on'>;
}

/** Sends a command and shows a refusal in words; answers undefined when it was refused. */
export async function send<N extends CommandName>(
  { connection }: Talk,
  name: N,
  payload: CommandInput<N>,
): Promise<CommandOutput<N> | undefined> {
  try {
    return await connection.request(name, payload);
  } catch (error) {
    toastError(toFailure(error));
    return undefined;
  }
}
