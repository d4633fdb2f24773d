import { fileTypeFromBuffer } from 'file-type';
import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import type { FilePurpose } from './model.ts';
import { imageTypes } from './policy.ts';

/** Keeps an image, whose type is read from its bytes and not believed. @throws UNSUPPORTED_MEDIA_TYPE */
export async function saveFile(
  deps: Pick<Deps, 'files' | 'clock' | 'newId'>,
  owner: Id,
  purpose: FilePurpose,
  bytes: unknown,
): Promise<Id> {
  const sniffed = Buffer.isBuffer(bytes) ? await fileTypeFromBuffer(bytes).catch(() => undefined) : undefined;
  const type = imageTypes.find((each) => each === sniffed?.mime);
  if (!Buffer.isBuffer(bytes) || !type) {
    throw new AppError('UNSUPPORTED_MEDIA_TYPE', { details: { taken: imageTypes } });
  }
  const id = deps.newId();
  await deps.files.insert({
    _id: id,
    owner,
    purpose,
    type,
    bytes,
    createdAt: new Date(deps.clock.now()),
  });
  return id;
}
