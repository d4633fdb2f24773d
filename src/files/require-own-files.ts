import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import type { FilePurpose } from './model.ts';

/** Makes sure that every id names a file this account uploaded for that purpose. @throws NOT_FOUND naming the others */
export async function requireOwnFiles(
  deps: Pick<Deps, 'files'>,
  owner: Id,
  purpose: FilePurpose,
  ids: readonly Id[],
): Promise<void> {
  if (ids.length === 0) return;
  const found = await deps.files.findFacts(ids);
  const own = new Set(found.filter((file) => file.owner === owner && file.purpose === purpose).map((file) => file._id));
  const missing = ids.filter((id) => !own.has(id));
  if (missing.length > 0) throw new AppError('NOT_FOUND', { details: { files: missing } });
}
