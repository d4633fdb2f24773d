import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { describe, expect, test } from 'vitest';
import { commands, notices } from '#src/contract/commands.ts';
import { routes } from '#src/contract/routes.ts';
import { protocolFiles } from '../../scripts/lib/protocol/files.ts';

const files = protocolFiles();
const document = (name: string) => parse(files[name]!) as Record<string, object>;

describe('descriptions of the protocol', () => {
  test.each(Object.keys(files))('%s says what the contract says (else: npm run docs)', (name) => {
    expect(readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8')).toBe(files[name]);
  });

  test.each(['docs/openapi.yaml', 'docs/asyncapi.yaml'])('%s refers to nothing that is not there', (name) => {
    const whole = document(name);
    const targets = [...files[name]!.matchAll(/\$ref: "?#\/([\w/]+)"?/g)].map(([, target]) => target!);
    expect(targets.length).toBeGreaterThan(100);
    for (const target of targets) {
      const found = target.split('/').reduce<unknown>((at, key) => (at as Record<string, unknown>)?.[key], whole);
      expect(found, target).toBeDefined();
    }
  });

  test('every route and every command and notice is described', () => {
    const paths = document('docs/openapi.yaml')['paths'] as Record<string, object>;
    expect(Object.values(paths).flatMap((methods) => Object.keys(methods))).toHaveLength(Object.keys(routes).length);
    const operations = document('docs/asyncapi.yaml')['operations'] as Record<string, object>;
    expect(Object.keys(operations)).toHaveLength(Object.keys(commands).length + Object.keys(notices).length);
  });

  test('what is written above an entry is its summary', () => {
    expect(files['docs/asyncapi.yaml']).toContain('summary: Taps since the last send; counted, never listed.');
  });
});
