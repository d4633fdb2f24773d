import type { Response } from 'express';
import type { Deps } from '#src/deps.ts';
import type { RouteHandlers } from '#src/platform/edge/types.ts';
import type { FileRecord } from './model.ts';
import { readFile } from './read-file.ts';
import { saveFile } from './save-file.ts';

export function fileRoutes(deps: Deps): RouteHandlers {
  return {
    'POST /api/files': async ({ actor, query, req }) => ({
      id: await saveFile(deps, actor.id, query.purpose, req.body),
    }),
    'GET /api/files/:id': async ({ actor, params, res }) => sendFile(res, await readFile(deps, actor, params.id)),
  };
}

function sendFile(res: Response, file: FileRecord): void {
  const cache = file.purpose === 'picture' ? 'public, max-age=31536000, immutable' : 'private, no-store';
  res.set({
    'Content-Type': file.type,
    'Content-Disposition': 'inline',
    'Cache-Control': cache,
    ETag: `"${file._id}"`,
    // Uploaded bytes opened as a page of their own may do nothing.
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
  });
  res.send(file.bytes);
}
