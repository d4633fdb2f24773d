import { fileTypeFromBuffer } from 'file-type';
import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import type { FilePurpose } from './model.ts';
import { imageTypes, MAX_FILE_BYTES } from './policy.ts';

/**
 * Keeps an image; what it is is read from its bytes.
 * @throws INVALID_INPUT when empty, PAYLOAD_TOO_LARGE, UNSUPPORTED_MEDIA_TYPE
 */
export async function storeFile(
  deps: Pick<Deps, 'files' | 'clock' | 'newId'>,
  owner: Id,
  file: { purpose: FilePurpose; bytes: Buffer },
): Promise<{ id: Id }> {
  if (file.bytes.length === 0) {
    throw new AppError('INVALID_INPUT', { details: { fields: [{ path: '', problem: 'send an image as the body' }] } });
  }
  if (file.bytes.length > MAX_FILE_BYTES) throw new AppError('PAYLOAD_TOO_LARGE', { details: { max: MAX_FILE_BYTES } });
  const found = await fileTypeFromBuffer(file.bytes);
  const type = imageTypes.find((each) => each === found?.mime);
  if (!type) throw new AppError('UNSUPPORTED_MEDIA_TYPE', { details: { accepted: imageTypes } });
  const id = deps.newId();
  await deps.files.insert({ _id: id, owner, type, createdAt: new Date(deps.clock.now()), ...file });
  return { id };
}
