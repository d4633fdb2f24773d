import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import express from 'express';
import type { Express } from 'express';

const folder = fileURLToPath(new URL('../../../web/dist/', import.meta.url));

/** Which page answers which address; ids in addresses are read by the page itself. */
const pages: Record<string, string> = {
  '/': 'index.html',
  '/room/:id': 'room.html',
  '/studio': 'studio.html',
  '/studio/*rest': 'studio.html',
  '/shop': 'shop.html',
  '/console': 'console.html',
  '/pay/:id': 'pay.html',
};

/** Serves the built pages; their assets carry a hash in the name, so they never change. */
export function mountPages(app: Express): void {
  if (!existsSync(folder)) return;
  app.use('/assets', express.static(`${folder}assets`, { immutable: true, maxAge: '1y', index: false }));
  app.use(
    express.static(folder, {
      index: false,
      maxAge: '1h',
      setHeaders: (res, path) => void (path.endsWith('.html') && res.setHeader('Cache-Control', 'no-cache')),
    }),
  );
  for (const [path, file] of Object.entries(pages)) {
    app.get(path, (_req, res) => {
      res.sendFile(file, { root: folder, headers: { 'Cache-Control': 'no-cache' } });
    });
  }
}
