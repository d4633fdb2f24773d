import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where a picture of this name goes; pictures are taken only when `E2E_SHOTS` names a folder for them. */
export function shotPath(name: string): string | undefined {
  const folder = process.env['E2E_SHOTS'];
  if (!folder) return undefined;
  mkdirSync(folder, { recursive: true });
  return join(folder, `${name}.png`);
}
