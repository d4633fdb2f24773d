import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

/** Draws the SVG files beside it as WebP, which is what may be uploaded: `CHROMIUM_BIN=… node scripts/seed-pictures/render.js`. */
const folder = import.meta.dirname;
const browser = await chromium.launch({ executablePath: process.env['CHROMIUM_BIN'] ?? '/usr/bin/chromium' });
const page = await browser.newPage();

/** Runs in the page, where there is a canvas. */
const draw = `async (source) => {
  const image = new Image();
  image.src = 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(source);
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = 800;
  canvas.height = Math.round((800 * image.naturalHeight) / image.naturalWidth);
  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/webp', 0.86).split(',')[1];
}`;

for (const file of readdirSync(folder).filter((name) => name.endsWith('.svg'))) {
  const svg = readFileSync(join(folder, file), 'utf8');
  const webp = await page.evaluate(`(${draw})(${JSON.stringify(svg)})`);
  writeFileSync(join(folder, file.replace('.svg', '.webp')), Buffer.from(String(webp), 'base64'));
}
await browser.close();
