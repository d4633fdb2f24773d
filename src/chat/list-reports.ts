import type { ChatReport } from '#src/contract/chat.ts';
import type { Deps } from '#src/deps.ts';
import { toInstant } from '#src/platform/clock.ts';
import { chatPolicy } from './policy.ts';

/** Reported lines that wait for an operator, newest first. */
export async function listReports(deps: Pick<Deps, 'chat' | 'rooms'>): Promise<ChatReport[]> {
  const open = await deps.chat.reports.listOpen(chatPolicy.reportsShown);
  const titles = new Map<string, string>();
  for (const roomId of new Set(open.map((report) => report.roomId))) {
    titles.set(roomId, (await deps.rooms.find(roomId))?.title ?? '');
  }
  return open.map(({ roomId, message, reasons, reporters, firstAt }) => ({
    roomId,
    roomTitle: titles.get(roomId)!,
    message,
    reasons,
    reporters: reporters.length,
    firstAt: toInstant(firstAt),
  }));
}
