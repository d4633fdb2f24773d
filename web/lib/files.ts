import type { Failure } from './api.ts';
import { accessToken } from './session.ts';

/** Largest image the service takes, in bytes. */
export const MAX_IMAGE_BYTES = 2 * 1024 * 1024;

/** Uploads an image; resolves with its id or the refusal. */
export async function uploadImage(
  file: Blob,
  purpose: 'picture' | 'paper',
): Promise<{ id: string } | { error: Failure }> {
  if (file.size > MAX_IMAGE_BYTES) return { error: { code: 'PAYLOAD_TOO_LARGE' } };
  try {
    const response = await fetch(`/api/files?purpose=${purpose}`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream', authorization: `Bearer ${await accessToken()}` },
      body: file,
    });
    const answer = (await response.json()) as { id: string } & Failure;
    return response.ok ? { id: answer.id } : { error: answer };
  } catch {
    return { error: { code: 'OFFLINE' } };
  }
}

/** Fetches a picture that only its owner and operators may see, as an object URL. */
export async function paperUrl(id: string): Promise<string | undefined> {
  const response = await fetch(`/api/files/${id}`, { headers: { authorization: `Bearer ${await accessToken()}` } });
  return response.ok ? URL.createObjectURL(await response.blob()) : undefined;
}
