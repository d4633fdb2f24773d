import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import type { FileRecord } from './model.ts';

/** Those of the ids that are this owner's uploads for the purpose. */
export async function findOwnFiles(
  deps: Pick<Deps, 'files'>,
  owner: Id,
  purpose: FileRecord['purpose'],
  ids: readonly Id[],
): Promise<Id[]> {
  const found = await deps.files.findFacts(ids);
  return found.filter((file) => file.owner === owner && file.purpose === purpose).map((file) => file._id);
}
