import { readFile } from 'node:fs/promises';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import { saveFile } from '#src/files/save-file.ts';
import type { Member } from '#src/platform/edge/types.ts';

export type Picture = 'tea-set' | 'ceramic-cup' | 'headphones' | 'sneakers' | 'honey-jar' | 'desk-lamp' | 'paper';

/** Uploads one of the ready-made pictures as this account. */
export async function uploadPicture(
  deps: Deps,
  owner: Member,
  picture: Picture,
  purpose: 'picture' | 'paper' = 'picture',
): Promise<Id> {
  const bytes = await readFile(new URL(`../seed-pictures/${picture}.webp`, import.meta.url));
  return saveFile(deps, owner.id, purpose, bytes);
}
