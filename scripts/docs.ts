import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { withConfigTable } from './lib/config-table.ts';
import type { Language } from './lib/config-table.ts';
import { protocolFiles } from './lib/protocol/files.ts';

/** Writes the generated parts of the pages people read. */
const pages: Record<Language, string> = { en: 'README.md', zh: 'README.zh-CN.md' };

for (const [language, name] of Object.entries(pages) as [Language, string][]) {
  const path = fileURLToPath(new URL(`../${name}`, import.meta.url));
  if (!existsSync(path)) {
    console.log(`${name}: not there`);
    continue;
  }
  const before = readFileSync(path, 'utf8');
  const after = withConfigTable(before, language);
  if (after !== before) writeFileSync(path, after);
  console.log(`${name}: ${after === before ? 'up to date' : 'configuration table written'}`);
}

for (const [name, text] of Object.entries(protocolFiles())) {
  const path = fileURLToPath(new URL(`../${name}`, import.meta.url));
  const before = existsSync(path) ? readFileSync(path, 'utf8') : '';
  if (text !== before) writeFileSync(path, text);
  console.log(`${name}: ${text === before ? 'up to date' : 'written'}`);
}
