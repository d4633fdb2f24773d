import type { RoomEvent } from '#src/contract/room-events.ts';

export type ChatLine = Extract<RoomEvent, { kind: 'chat.said' }>;

/**
 * Chooses at most `limit` of the lines; pure. Who has had the fewest lines shown comes first, with his newest line, so a talker
 * who floods the room takes nobody else's place. `shown`: lines of each author that left lately. Answers in the given order.
 */
export function sampleChat(
  lines: readonly ChatLine[],
  limit: number,
  shown: ReadonlyMap<string, number>,
): readonly ChatLine[] {
  if (lines.length <= limit) return lines;
  const had = new Map(shown);
  const ranked = lines.toReversed().map((line, age) => {
    const rank = had.get(line.message.authorId) ?? 0;
    had.set(line.message.authorId, rank + 1);
    return { line, rank, age };
  });
  const chosen = ranked.toSorted((a, b) => a.rank - b.rank || a.age - b.age).slice(0, limit);
  const kept = new Set(chosen.map(({ line }) => line));
  return lines.filter((line) => kept.has(line));
}
