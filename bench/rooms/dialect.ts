/** How a crowd enters a room and reads what it gets: from the service, or from the plain Socket.IO server. */
export interface Dialect {
  readonly kind: 'ours' | 'plain';
  /** The event that enters the room. */
  readonly join: readonly [string, object];
  enter(room: string): void;
  /** What is in one message. */
  read(data: Buffer): Seen;
}

export interface Seen {
  /** When the chat lines in it were sent. */
  sentAt: readonly number[];
  /** A pin is in it. */
  pinned: boolean;
}

/** Stands in every line of the benches: the sender's clock in milliseconds. */
export const stamp = (): string => `t=${(performance.timeOrigin + performance.now()).toFixed(2)};`;

function timesIn(text: string): number[] {
  return [...text.matchAll(/t=([\d.]+);/g)].map((match) => Number(match[1]));
}

/**
 * All viewers get the same bytes, so a message is read once and known again by its first bytes, where ours has the numbers
 * of the frame, and the baseline the id of the message.
 */
function createDialect(kind: Dialect['kind'], headBytes: number): Dialect {
  let room = '';
  const known = new Map<string, Seen>();
  return {
    kind,
    get join() {
      return ['room:join', { room }] as const;
    },
    enter: (name) => void (room = name),
    read(data) {
      const head = data.toString('latin1', 0, headBytes);
      let seen = known.get(head);
      if (!seen) {
        const text = data.toString();
        seen = { sentAt: timesIn(text), pinned: /"item\.pinned"|42\["pinned"/.test(text) };
        known.set(head, seen);
        if (known.size > 2_000) known.delete(known.keys().next().value!);
      }
      return seen;
    },
  };
}

/** `42["room:events",{"room":"<36>","from":<13>,"to":<13>` and `42["chat",{"messageId":"<36>"`. */
export const dialects = { ours: createDialect('ours', 106), plain: createDialect('plain', 64) } as const;
