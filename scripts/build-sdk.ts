import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** Builds the client as it is published: `sdk/dist/index.js` and the types beside it. */
const root = fileURLToPath(new URL('../', import.meta.url));
const dist = join(root, 'sdk/dist');
rmSync(dist, { recursive: true, force: true });
await build({ configFile: join(root, 'sdk/vite.config.ts'), logLevel: 'warn' });

const types = mkdtempSync(join(tmpdir(), 'sdk-types-'));
const emit = ['--noEmit', 'false', '--declaration', '--emitDeclarationOnly', '--outDir', types, '--rootDir', root];
execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', join(root, 'sdk'), ...emit], {
  stdio: 'inherit',
});
const from = join(types, 'sdk/src');
for (const name of readdirSync(from)) {
  const text = readFileSync(join(from, name), 'utf8');
  // The shared reducer's types are told in the client's own words, so that no schema library is needed to read them.
  if (/contract\//.test(text)) throw new Error(`${name} refers to the service's sources`);
  writeFileSync(join(dist, name), text.replaceAll(/(from '\.\/[\w-]+)\.ts'/g, "$1.js'"));
}
cpSync(join(root, 'LICENSE'), join(root, 'sdk/LICENSE'));
rmSync(types, { recursive: true });
console.log(`sdk/dist: ${readdirSync(dist).join(' ')}`);
