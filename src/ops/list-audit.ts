import type { Id, Page } from '#src/contract/ids.ts';
import type { AuditLine } from '#src/contract/ops.ts';
import type { Deps } from '#src/deps.ts';
import { toInstant } from '#src/platform/clock.ts';
import { cutPage } from '#src/platform/page.ts';
import type { Paged } from '#src/platform/page.ts';
import type { AuditRecord } from './model.ts';

/** The audit trail, newest first; of one subject if it is named. */
export async function listAudit(
  deps: Pick<Deps, 'audit'>,
  { cursor, limit, subject }: Page & { subject?: Id | undefined },
): Promise<Paged<AuditLine>> {
  const lines = await deps.audit.list({ before: cursor, subject, limit: limit + 1 });
  return cutPage(lines.map(toAuditLine), limit, (line) => line.id);
}

function toAuditLine({ _id, at, key: _key, ...line }: AuditRecord): AuditLine {
  return { id: _id, at: toInstant(at), ...line };
}
