import type { ReportReason } from '#src/contract/chat.ts';
import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { findLine, findOwnLine } from './find-line.ts';

/** Tells the operators of a line, with its words as they are now; the same account twice counts once. @throws NOT_FOUND FORBIDDEN (own line) */
export async function reportMessage(
  deps: Pick<Deps, 'feeds' | 'chat' | 'clock'>,
  actor: Member,
  input: { room: Id; messageId: Id; reason: ReportReason },
): Promise<void> {
  const { room, messageId, reason } = input;
  const feed = await deps.feeds.open(room);
  const line = (await findLine(deps, feed, messageId)) ?? (await findOwnLine(deps, feed, messageId, actor.id));
  if (!line) throw new AppError('NOT_FOUND', { details: { message: messageId } });
  if (line.authorId === actor.id) throw new AppError('FORBIDDEN');
  await deps.chat.reports.add(room, line, actor.id, reason, new Date(deps.clock.now()));
}
