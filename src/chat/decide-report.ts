import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import { recordAudit } from '#src/ops/record-audit.ts';
import type { Member } from '#src/platform/edge/types.ts';
import type { WarmDeps } from '#src/rooms/warm-room.ts';
import { banViewer } from './ban-viewer.ts';
import type { RestrainDeps } from './mute-viewer.ts';
import { removeMessage } from './remove-message.ts';

/**
 * An operator decides about a reported line: nothing, removes it, or also bans its author from all shows of the channel.
 * Acts first, so that a report is not closed without its act; acting twice changes nothing. @throws NOT_FOUND CONFLICT FORBIDDEN
 */
export async function decideReport(
  deps: WarmDeps & RestrainDeps & Pick<Deps, 'feeds'>,
  actor: Member,
  input: { room: Id; message: Id; decision: 'dismiss' | 'remove' | 'ban' },
): Promise<void> {
  const { room, message: messageId, decision } = input;
  const report = await deps.chat.reports.find(room, messageId);
  if (!report) throw new AppError('NOT_FOUND', { details: { message: messageId } });
  if (!report.open) throw new AppError('CONFLICT', { details: { decision: report.decision } });
  if (decision !== 'dismiss') await removeMessage(deps, actor, { room, messageId });
  if (decision === 'ban') await banViewer(deps, actor, { room, account: report.message.authorId, scope: 'channel' });
  if (!(await deps.chat.reports.decide(room, messageId, decision, actor.id))) return;
  const subject = { type: 'room', id: room } as const;
  await recordAudit(deps, { actor, act: 'chat.report', subject, details: { messageId, decision } });
}
