import { computed, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { newId, say } from '../../../sdk/src/index.ts';
import type { ChatMessage } from '../../../src/contract/room-events.ts';
import { t } from '../../i18n/i18n.ts';
import { toast } from '../../ui/toast.tsx';
import type { Talk } from '../../chat/talk.ts';
import { withWord } from '../../chat/with-word.ts';
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
  talk: Pick<Talk, 'lines'>;
}

export function createChat({ connection, room, talk }: Needs): Chat {
  const pending = signal<readonly ChatMessage[]>([]);
  const slowUntil = signal(0);
  const replyTo = signal<ChatMessage | undefined>(undefined);
  const asks = signal(false);
  const drop = (messageId: string) => {
    pending.value = pending.peek().filter((message) => message.messageId !== messageId);
  };
  const lines = computed<readonly ChatLine[]>(() => {
    const said = talk.lines.value;
    const ids = new Set(said.map(({ messageId }) => messageId));
    const own = account.value?.id;
    const held = room.standing.value?.waiting ?? [];
    return [
      ...said.map((message) => asLine(message, own)),
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
    if (code === 'MUTED' && typeof until === 'string')
      room.noteStanding({ mutedUntil: until, muteReason: reasonIn(details) });
    const scope = details?.['scope'];
    if (code === 'CHAT_BANNED' && (scope === 'show' || scope === 'channel'))
      room.noteStanding({ banned: scope, banReason: reasonIn(details) });
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
      const failure = withWord(toFailure(error), text);
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

const lines = new WeakMap<ChatMessage, ChatLine>();

/** The same line for the same message, so that a list of hundreds draws only what is new. */
function asLine(message: ChatMessage, own: string | undefined): ChatLine {
  const isOwn = message.authorId === own;
  const known = lines.get(message);
  if (known?.isOwn === isOwn) return known;
  const line = { ...message, isOwn, isPending: false, isHeld: false };
  lines.set(message, line);
  return line;
}

function reasonIn(details: Failure['details']): string | undefined {
  const reason = details?.['reason'];
  return typeof reason === 'string' ? reason : undefined;
}

function chatRole(role: string | undefined): ChatMessage['role'] {
  return role === 'host' || role === 'moderator' || role === 'operator' ? role : 'viewer';
}
