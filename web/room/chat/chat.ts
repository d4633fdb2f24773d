import { computed, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { newId, say } from '../../../sdk/src/index.ts';
import type { ChatMessage } from '../../../src/contract/room-events.ts';
import { t } from '../../i18n/i18n.ts';
import { toast } from '../../ui/toast.tsx';
import { toFailure, type Failure } from '../../lib/api-error.ts';
import type { RoomWatch } from '../../lib/room-client.ts';
import { account } from '../../lib/session.ts';
import type { Connection } from '../../lib/socket.ts';

/** A line of the chat as this page shows it. */
export interface ChatLine extends ChatMessage {
  isOwn: boolean;
  /** Sent but not heard back from the room yet. */
  isPending: boolean;
  /** A moderator has to let it through before others see it. */
  isHeld: boolean;
}

/** Talking in a room. */
export interface Chat {
  /** Oldest first; own messages appear at once. */
  readonly lines: ReadonlySignal<readonly ChatLine[]>;
  /** When slow mode lets this visitor talk again, in milliseconds since the epoch; 0 = now. */
  readonly slowUntil: ReadonlySignal<number>;
  /** The line that the next message answers. */
  readonly replyTo: Signal<ChatMessage | undefined>;
  /** Whether the next message asks the host. */
  readonly asks: Signal<boolean>;
  /** Says something; resolves with the refusal, or with nothing when it was said. Needs an account. */
  say(text: string): Promise<Failure | undefined>;
  close(): void;
}

interface Needs {
  connection: Pick<Connection, 'request' | 'on'>;
  room: Pick<RoomWatch, 'roomId' | 'view' | 'snapshot' | 'standing' | 'noteStanding' | 'showOwn' | 'applyOwn'>;
}

export function createChat({ connection, room }: Needs): Chat {
  const pending = signal<readonly ChatMessage[]>([]);
  const slowUntil = signal(0);
  const replyTo = signal<ChatMessage | undefined>(undefined);
  const asks = signal(false);
  const drop = (messageId: string) => {
    pending.value = pending.peek().filter((message) => message.messageId !== messageId);
  };
  const lines = computed<readonly ChatLine[]>(() => {
    const said = room.snapshot.value?.chat ?? [];
    const ids = new Set(said.map(({ messageId }) => messageId));
    const own = account.value?.id;
    const held = room.standing.value?.waiting ?? [];
    return [
      ...said.map((message) => ({ ...message, isOwn: message.authorId === own, isPending: false, isHeld: false })),
      ...held
        .filter(({ messageId }) => !ids.has(messageId))
        .map((message) => ({ ...message, isOwn: true, isPending: false, isHeld: true })),
      ...pending.value
        .filter(({ messageId }) => !ids.has(messageId))
        .map((message) => ({ ...message, isOwn: true, isPending: true, isHeld: false })),
    ];
  });
  const noteRefusal = ({ code, details, retryAfterMs }: Failure) => {
    if (code === 'SLOW_MODE' || code === 'RATE_LIMITED') slowUntil.value = Date.now() + (retryAfterMs ?? 5_000);
    const until = details?.['until'];
    if (code === 'MUTED' && typeof until === 'string') room.noteStanding({ mutedUntil: until });
    const scope = details?.['scope'];
    if (code === 'CHAT_BANNED' && (scope === 'show' || scope === 'channel')) room.noteStanding({ banned: scope });
  };

  async function sayNow(text: string): Promise<Failure | undefined> {
    const messageId = newId();
    const author = account.peek();
    const quoted = replyTo.peek();
    const question = asks.peek();
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
      await say(connection, room, text, messageId, {
        ...(quoted && { replyTo: quoted.messageId }),
        ...(question && { question }),
      });
      drop(messageId);
      replyTo.value = undefined;
      asks.value = false;
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

  const stop = connection.on('chat:decided', ({ room: roomId, allowed }) => {
    if (roomId === room.roomId && !allowed) toast({ text: t('talk.refusedNote') });
  });

  return {
    lines,
    slowUntil,
    replyTo,
    asks,
    say: sayNow,
    close() {
      stop();
      pending.value = [];
    },
  };
}

function chatRole(role: string | undefined): ChatMessage['role'] {
  return role === 'host' || role === 'moderator' || role === 'operator' ? role : 'viewer';
}
