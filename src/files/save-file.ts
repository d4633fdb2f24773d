import { fileTypeFromBuffer } from 'file-type';
import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import type { FileRecord } from './model.ts';

const takenTypes = new Set(['image/png', 'image/jpeg', 'image/webp']);

/** Keeps an image, whose type is read from its bytes and not believed. @throws UNSUPPORTED_MEDIA_TYPE */
export async function saveFile(
  deps: Pick<Deps, 'files' | 'clock' | 'newId'>,
  owner: Id,
  purpose: FileRecord['purpose'],
  bytes: unknown,
): Promise<Id> {
  const sniffed = Buffer.isBuffer(bytes) ? await fileTypeFromBuffer(bytes).catch(() => undefined) : undefined;
  if (!Buffer.isBuffer(bytes) || !sniffed || !takenTypes.has(sniffed.mime)) {
    throw new AppError('UNSUPPORTED_MEDIA_TYPE', { details: { taken: [...takenTypes] } });
  }
  const id = deps.newId();
  await deps.files.insert({
    _id: id,
    owner,
    purpose,
    type: sniffed.mime,
    bytes,
    createdAt: new Date(deps.clock.now()),
  });
  return id;
}
