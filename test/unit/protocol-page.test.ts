import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { commands, notices } from '#src/contract/commands.ts';
import { errorTable } from '#src/contract/errors.ts';
import { routes } from '#src/contract/routes.ts';
import { filterProtocol } from '../../web/protocol/filter.ts';
import { readProtocol } from '../../web/protocol/read-protocol.ts';

const read = (name: string) => readFileSync(new URL(`../../docs/${name}.yaml`, import.meta.url), 'utf8');
const protocol = readProtocol(read('openapi'), read('asyncapi'));
const namesOf = (kind: string) => protocol.entries.filter((entry) => entry.kind === kind).map(({ name }) => name);
const entry = (name: string) => protocol.entries.find((each) => each.name === name);
const field = (name: string, path: string) =>
  [...(entry(name)?.request ?? []), ...(entry(name)?.answer ?? [])].find((each) => each.path === path);

describe('what the protocol page shows', () => {
  test('every route, command, notice and error code of the contract, none twice', () => {
    const paths = Object.keys(routes).map((name) => name.replaceAll(/:(\w+)/g, '{$1}'));
    expect(namesOf('route').toSorted()).toEqual(paths.toSorted());
    expect(namesOf('command').toSorted()).toEqual(Object.keys(commands).toSorted());
    expect(namesOf('notice').toSorted()).toEqual(Object.keys(notices).toSorted());
    expect(protocol.codes.toSorted()).toEqual(Object.keys(errorTable).toSorted());
  });

  test('who may call', () => {
    expect(entry('POST /api/auth/sign-in')?.auth).toBe('none');
    expect(entry('GET /api/orders')?.auth).toBe('member');
    expect(entry('GET /api/ops/rooms')?.auth).toBe('operator');
    expect(entry('room:join')?.auth).toBe('none');
    expect(entry('purchase:place')?.auth).toBe('member');
  });

  test('fields with place, type and bounds', () => {
    expect(field('GET /api/orders', 'limit')).toMatchObject({
      place: 'query',
      required: false,
      type: 'integer, 1 to 100',
      note: 'Default: 30',
    });
    expect(field('GET /api/orders/{id}', 'id')).toMatchObject({ place: 'path', required: true, links: ['Id'] });
    expect(field('purchase:place', 'quantity')).toMatchObject({ required: true, type: 'integer, 1 to 999' });
    expect(field('shelf:add', 'units[].units')).toMatchObject({ required: true, type: 'integer, 1 to 1000000' });
    expect(field('shelf:add', 'units')?.type).toBe('object[], 1 to 500');
  });

  test('every type a field speaks of is told, down to the last', () => {
    const told = new Set(protocol.types.map(({ name }) => name));
    const fields = [
      ...protocol.entries.flatMap((each) => [...each.request, ...each.answer]),
      ...protocol.types.flatMap((each) => each.fields),
    ];
    expect(fields.flatMap(({ links }) => links).filter((name) => !told.has(name))).toEqual([]);
    expect(told.size).toBeGreaterThan(10);
  });
});

describe('the filter', () => {
  test('finds by name, by field and by several words', () => {
    expect(filterProtocol(protocol, 'purchase:place').entries.map(({ name }) => name)).toContain('purchase:place');
    expect(filterProtocol(protocol, 'trackingNumber').entries.map(({ name }) => name)).toContain(
      'POST /api/orders/{id}/ship',
    );
    expect(filterProtocol(protocol, 'POST cancel').entries.every(({ name }) => name.startsWith('POST'))).toBe(true);
    expect(filterProtocol(protocol, 'purchase:place').types.map(({ name }) => name)).toContain('Fen');
    expect(filterProtocol(protocol, 'no such thing anywhere')).toEqual({ entries: [], types: [], codes: [] });
    expect(filterProtocol(protocol, '  ').entries).toHaveLength(protocol.entries.length);
  });
});
