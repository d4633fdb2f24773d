import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { newId } from '../../../sdk/src/index.ts';
import type { ChatMessage } from '../../../src/contract/rooms.ts';
import { toFailure, type Failure } from '../../lib/api-error.ts';
import type { RoomWatch } from '../../lib/room-client.ts';
import { account } from '../../lib/session.ts';
import type { Connection } from '../../lib/socket.ts';

/** A line of the chat as this page shows it. */
export interface ChatLine extends ChatMessage {
  isOwn: boolean;
  /** Sent but not heard back from the room yet. */
  isPending: boolean;
}

/** Talking in a room. */
export interface Chat {
  /** Oldest first; own messages appear at once. */
  readonly lines: ReadonlySignal<readonly ChatLine[]>;
  /** When slow mode lets this visitor talk again, in milliseconds since the epoch; 0 = now. */
  readonly slowUntil: ReadonlySignal<number>;
  /** Says something; resolves with the refusal, or with nothing when it was said. Needs an account. */
  say(text: string): Promise<Failure | undefined>;
  /** Takes a message away, for the host and moderators. @throws ApiError */
  remove(messageId: string): Promise<void>;
  /** Mutes its author in this room. @throws ApiError */
  mute(accountId: string, seconds: number): Promise<void>;
  close(): void;
}

interface Needs {
  connection: Pick<Connection, 'request'>;
  room: Pick<RoomWatch, 'roomId' | 'snapshot' | 'standing' | 'noteStanding' | 'showOwn'>;
}

export function createChat({ connection, room }: Needs): Chat {
  const pending = signal<readonly ChatMessage[]>([]);
  const slowUntil = signal(0);
  const drop = (messageId: string) => {
    pending.value = pending.peek().filter((message) => message.messageId !== messageId);
  };
  const lines = computed<readonly ChatLine[]>(() => {
    const said = room.snapshot.value?.chat ?? [];
    const ids = new Set(said.map(({ messageId }) => messageId));
    const own = account.value?.id;
    return [
      ...said.map((message) => ({ ...message, isOwn: message.authorId === own, isPending: false })),
      ...pending.value
        .filter(({ messageId }) => !ids.has(messageId))
        .map((message) => ({ ...message, isOwn: true, isPending: true })),
    ];
  });
  const noteRefusal = ({ code, details, retryAfterMs }: Failure) => {
    if (code === 'SLOW_MODE' || code === 'RATE_LIMITED') slowUntil.value = Date.now() + (retryAfterMs ?? 5_000);
    const until = details?.['until'];
    if (code === 'MUTED' && typeof until === 'string') room.noteStanding({ mutedUntil: until });
  };

  async function say(text: string): Promise<Failure | undefined> {
    const messageId = newId();
    const author = account.peek();
    const message: ChatMessage = {
      messageId,
      authorId: author?.id ?? '',
      name: author?.name ?? '',
      role: chatRole(room.standing.peek()?.role),
      text,
      at: new Date().toISOString(),
    };
    pending.value = [...pending.peek(), message];
    try {
      const said = await connection.request('chat:say', { room: room.roomId, messageId, text });
      room.showOwn(said.message);
      drop(messageId);
      const slow = room.snapshot.peek()?.slowModeSeconds ?? 0;
      if (slow > 0 && message.role === 'viewer') slowUntil.value = Date.now() + slow * 1000;
      return undefined;
    } catch (error) {
      drop(messageId);
      const failure = toFailure(error);
      noteRefusal(failure);
      return failure;
    }
  }

  return {
    lines,
    slowUntil,
    say,
    async remove(messageId) {
      await connection.request('chat:remove', { room: room.roomId, messageId });
    },
    async mute(accountId, seconds) {
      await connection.request('chat:mute', { room: room.roomId, account: accountId, seconds });
    },
    close: () => void (pending.value = []),
  };
}

function chatRole(role: string | undefined): ChatMessage['role'] {
  return role === 'host' || role === 'moderator' || role === 'operator' ? role : 'viewer';
}
