import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { errorTable } from '#src/contract/errors.ts';

it('the error table has no code that nothing gives', () => {
  const files = globSync('{src,media,workers}/**/*.ts', { exclude: ['src/contract/errors.ts'] });
  const sources = files.map((file) => readFileSync(file, 'utf8')).join('\n');
  expect(Object.keys(errorTable).filter((code) => !sources.includes(`'${code}'`))).toEqual([]);
});
