import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import type { Actor } from '#src/platform/edge/types.ts';
import type { FileRecord } from './model.ts';

/** The file if this actor may see it; a paper of somebody else does not even exist. @throws NOT_FOUND */
export async function readFile(deps: Pick<Deps, 'files'>, actor: Actor, id: Id): Promise<FileRecord> {
  const file = await deps.files.find(id);
  if (!file || !maySee(actor, file)) throw new AppError('NOT_FOUND');
  return file;
}

function maySee(actor: Actor, file: FileRecord): boolean {
  if (file.purpose === 'picture') return true;
  return actor.kind === 'member' && (actor.id === file.owner || actor.role === 'operator');
}
