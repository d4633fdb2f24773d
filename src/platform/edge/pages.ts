import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import express from 'express';
import type { Express, Response } from 'express';

/** Where Vite puts the built pages. */
export const builtPages = fileURLToPath(new URL('../../../web/dist/', import.meta.url));

/** Which page answers which address; ids in addresses are read by the page itself. */
const pages: Record<string, string> = {
  '/': 'index.html',
  '/room/:id': 'room.html',
  '/studio': 'studio.html',
  '/studio/*rest': 'studio.html',
  '/shop': 'shop.html',
  '/console': 'console.html',
  '/protocol': 'protocol.html',
  '/pay/:id': 'pay.html',
};

/** Serves the built pages; their assets carry a hash in the name, so they never change. */
export function mountPages(app: Express, folder: string = builtPages): void {
  const send = (res: Response, file: string) => {
    // The isolation costs a new browser process, a tenth of the time to the first frame; a room is public and meant to be linked to.
    if (file === 'room.html') res.removeHeader('Cross-Origin-Opener-Policy');
    res.sendFile(file, { root: folder, headers: { 'Cache-Control': 'no-cache' } });
  };
  app.use(
    '/assets',
    express.static(`${folder}/assets`, { immutable: true, maxAge: '1y', index: false, redirect: false }),
  );
  app.use(
    express.static(folder, {
      index: false,
      redirect: false,
      maxAge: '1h',
      setHeaders: (res, path) => {
        if (path.endsWith('.html')) res.setHeader('Cache-Control', 'no-cache');
      },
    }),
  );
  for (const [path, file] of Object.entries(pages)) app.get(path, (_req, res) => send(res, file));
  // Somebody who mistyped an address finds the lobby, not a line of JSON.
  app.get(/^\/(?!api\/|assets\/|socket\.io\/)/, (req, res, next) => {
    if (!req.accepts('html') || !req.headers.accept?.includes('text/html')) return next();
    return send(res.status(404), 'index.html');
  });
}

/** False until `npm run build:web` has run. */
export function arePagesBuilt(folder: string): boolean {
  return existsSync(`${folder}/index.html`);
}
