import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import { recordAudit } from '#src/ops/record-audit.ts';
import type { Member } from '#src/platform/edge/types.ts';
import type { RoomRights } from './authorize.ts';

/** When an operator acts in somebody else's room, the audit trail gets a line; hosts and moderators act in their own. */
export async function auditStepIn(
  deps: Pick<Deps, 'audit' | 'clock' | 'newId'>,
  actor: Member,
  rights: RoomRights,
  act: string,
  roomId: Id,
  details: Record<string, unknown>,
): Promise<void> {
  if (!rights.isOperator || rights.isHost) return;
  await recordAudit(deps, { actor, act, subject: { type: 'room', id: roomId }, details });
}
