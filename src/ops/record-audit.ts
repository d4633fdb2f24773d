import type { Id } from '#src/contract/ids.ts';
import type { AuditLine } from '#src/contract/ops.ts';
import type { Deps } from '#src/deps.ts';
import type { Member } from '#src/platform/edge/types.ts';

/** Who acts: a person, or `system` for what a policy decides. */
export type AuditActor = Pick<Member, 'id' | 'name'> | 'system';

export interface AuditWords {
  actor: AuditActor;
  /** `noun.verb`, e.g. `shop.freeze`. */
  act: string;
  subject: AuditLine['subject'];
  reason?: string | undefined;
  details?: Record<string, unknown> | undefined;
  /** Which of several such acts on the subject it is (a review round); the same again leaves no second line. */
  key?: string | undefined;
}

/** The id under which the system itself stands in the trail. */
export const SYSTEM_ID: Id = '00000000-0000-7000-8000-000000000000';

/** Leaves a line in the audit trail. */
export async function recordAudit(
  deps: Pick<Deps, 'audit' | 'clock' | 'newId'>,
  { actor, act, subject, reason, details, key }: AuditWords,
): Promise<void> {
  const { id, name } = actor === 'system' ? { id: SYSTEM_ID, name: 'system' } : actor;
  await deps.audit.insert({
    _id: deps.newId(),
    at: new Date(deps.clock.now()),
    actorId: id,
    actorName: name,
    act,
    subject,
    ...(reason && { reason }),
    ...(details && { details }),
    ...(key !== undefined && { key: `${act}:${subject.id}:${key}` }),
  });
}
