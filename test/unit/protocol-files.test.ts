import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { describe, expect, test } from 'vitest';
import { commands, notices } from '#src/contract/commands.ts';
import { AppError, toErrorBody } from '#src/contract/errors.ts';
import { routes } from '#src/contract/routes.ts';
import { protocolFiles } from '../../scripts/lib/protocol/files.ts';

const files = protocolFiles();
const document = (name: string) => parse(files[name]!) as Record<string, object>;

const schemas = (name: string) =>
  (parse(files[name]!) as { components: { schemas: Record<string, { properties: object; required: string[] }> } })
    .components.schemas;

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
    expect(files['docs/asyncapi.yaml']).toContain('summary: Lines that wait for a moderator, oldest first.');
  });

  test('what the contract names has that name', () => {
    const named = Object.keys(schemas('docs/openapi.yaml'));
    expect(named).toEqual(expect.arrayContaining(['ChatKit', 'ChatReport', 'DrawView', 'Restraint', 'Statement']));
  });

  test('an answer that is no JSON has its media types, and is not among the calls of the client', () => {
    const { paths } = parse(files['docs/openapi.yaml']!) as { paths: Record<string, any> };
    const types = (path: string) => Object.keys(paths[path].get.responses['200'].content);
    expect(types('/api/rooms/{id}/chat.csv')).toEqual(['text/csv']);
    expect(types('/api/files/{id}')).toEqual(['image/png', 'image/jpeg', 'image/webp']);
    expect(types('/api/rooms/{id}')).toEqual(['application/json']);
    expect(files['sdk/src/protocol.ts']).toContain("'GET /api/rooms/:id/log':");
    expect(files['sdk/src/protocol.ts']).not.toContain("'GET /api/rooms/:id/chat.csv':");
  });

  test('a refused command is described as it is sent, a refused call as it is answered', () => {
    const sent = toErrorBody(new AppError('SOLD_OUT', { details: { left: 0 }, retryAfterMs: 1 }));
    const failure = schemas('docs/asyncapi.yaml')['Failure']!;
    expect(Object.keys(failure.properties).toSorted()).toEqual(Object.keys(sent).toSorted());
    expect(failure.required.toSorted()).toEqual(Object.keys(toErrorBody(new AppError('SOLD_OUT'))).toSorted());
    const problem = schemas('docs/openapi.yaml')['Problem']!;
    expect(Object.keys(problem.properties)).toEqual(expect.arrayContaining([...Object.keys(sent), 'title', 'status']));
  });
});
