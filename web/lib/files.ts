import { api, ApiError, apiFile } from './api.ts';
import type { Result } from './transport.ts';

/** Largest image the service takes, in bytes. */
export const MAX_IMAGE_BYTES = 2 * 1024 * 1024;

/** Uploads an image; papers are seen by their owner and operators only. Never throws. */
export async function uploadImage(file: Blob, purpose: 'picture' | 'paper'): Promise<Result<{ id: string }>> {
  if (file.size > MAX_IMAGE_BYTES) return { ok: false, error: { code: 'PAYLOAD_TOO_LARGE' } };
  return api('POST /api/files', { query: { purpose }, raw: file }, { timeoutMs: 60_000 });
}

/** Fetches a paper that only its owner and operators may see, as an object URL to be revoked. @throws ApiError */
export async function paperUrl(id: string): Promise<string> {
  const paper = await apiFile('GET /api/files/:id', { params: { id } });
  if (!paper.ok) throw new ApiError(paper.error);
  return URL.createObjectURL(paper.data);
}
