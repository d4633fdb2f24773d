import { computed, type ReadonlySignal } from '@preact/signals';
import type { CommandInput, CommandName, CommandOutput, Connection } from '../../sdk/src/index.ts';
import type { ChatMessage } from '../../src/contract/room-events.ts';
import { toFailure } from '../lib/api-error.ts';
import type { RoomWatch } from '../lib/room-client.ts';
import { toastError } from '../ui/toast.tsx';
import { createHeld, type Held } from './held.ts';
import { followLines } from './kept-lines.ts';
import { mayModerate } from './rights.ts';

/** The talk of one room on one page: the line to it, what is known of the room, and what waits for its moderators. */
export interface Talk {
  readonly roomId: string;
  readonly connection: Pick<Connection, 'request'>;
  readonly room: Pick<RoomWatch, 'snapshot' | 'standing'>;
  /** Whether whoever is signed in looks after this chat. */
  readonly canModerate: ReadonlySignal<boolean>;
  /** Oldest first; moderators keep what has left the room's newest lines. */
  readonly lines: ReadonlySignal<readonly ChatMessage[]>;
  readonly held: Held;
  close(): void;
}

interface Needs {
  connection: Pick<Connection, 'request' | 'on' | 'onConnected'>;
  room: Pick<RoomWatch, 'roomId' | 'snapshot' | 'standing' | 'onEvents'>;
}

export function createTalk({ connection, room }: Needs): Talk {
  const { roomId } = room;
  const kept = followLines(room);
  const canModerate = computed(() => mayModerate(room.standing.value));
  return {
    roomId,
    connection,
    room,
    canModerate,
    lines: computed(() => (canModerate.value ? kept.lines.value : (room.snapshot.value?.chat ?? []))),
    held: createHeld(connection, roomId),
    close: kept.close,
  };
}

/** Sends a command and shows a refusal in words; answers undefined when it was refused. */
export async function send<N extends CommandName>(
  { connection }: Pick<Talk, 'connection'>,
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
