import { feedPolicy } from '../policy.ts';
import { sampleChat } from './sample-chat.ts';
import type { ChatLine } from './sample-chat.ts';

/** Lets so many chat lines of viewers leave a room per second; remembers what each talker had. */
export interface ChatSampler {
  /** Which of the lines leave now. `now` in milliseconds, never going back. */
  pick(lines: readonly ChatLine[], now: number): readonly ChatLine[];
}

export function createChatSampler(): ChatSampler {
  const { chatPerSecond, chatBurst, chatShareMs } = feedPolicy;
  const shown = new Map<string, number>();
  let budget: number = chatBurst;
  let refilledAt: number | undefined;
  let halvedAt = 0;

  function refill(now: number): void {
    budget = Math.min(chatBurst, budget + ((now - (refilledAt ?? now)) * chatPerSecond) / 1000);
    refilledAt = now;
    if (now - halvedAt < chatShareMs) return;
    halvedAt = now;
    for (const [author, count] of shown) {
      if (count < 2) shown.delete(author);
      else shown.set(author, count / 2);
    }
  }

  return {
    pick(lines, now) {
      refill(now);
      const kept = sampleChat(lines, Math.floor(budget), shown);
      budget -= kept.length;
      for (const { message } of kept) shown.set(message.authorId, (shown.get(message.authorId) ?? 0) + 1);
      return kept;
    },
  };
}
