import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import * as accounts from '#src/contract/accounts.ts';
import * as catalog from '#src/contract/catalog.ts';
import * as chat from '#src/contract/chat.ts';
import * as commandModule from '#src/contract/commands.ts';
import * as draws from '#src/contract/draws.ts';
import * as ids from '#src/contract/ids.ts';
import * as media from '#src/contract/media.ts';
import * as money from '#src/contract/money.ts';
import * as ops from '#src/contract/ops.ts';
import * as purchases from '#src/contract/purchases.ts';
import * as roomEvents from '#src/contract/room-events.ts';
import * as rooms from '#src/contract/rooms.ts';
import * as shelf from '#src/contract/shelf.ts';
import * as shops from '#src/contract/shops.ts';
import * as statements from '#src/contract/statements.ts';

/** A JSON Schema (2020-12) as the generators use it. */
export interface JsonSchema {
  $ref?: string;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  format?: string;
  description?: string;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: JsonSchema | boolean;
  items?: JsonSchema;
  prefixItems?: JsonSchema[];
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  [more: string]: unknown;
}

/** Where references point; the same place in an OpenAPI and an AsyncAPI document. */
export const SCHEMAS = '#/components/schemas/';

const modules = {
  accounts,
  catalog,
  chat,
  commandModule,
  draws,
  ids,
  media,
  money,
  ops,
  purchases,
  rooms,
  roomEvents,
  shelf,
  shops,
  statements,
};

/** What a document needs beside the contract's own named schemas. */
export interface Roots {
  /** What clients send, by the name it gets. */
  inputs: Record<string, z.ZodType>;
  /** What clients get. */
  outputs: Record<string, z.ZodType>;
}

/** The contract's exported schemas and the given roots as JSON Schemas that refer to each other by name. */
export function toSchemas({ inputs, outputs }: Roots): Record<string, JsonSchema> {
  const told = convert('output', outputs);
  const asked = convert('input', inputs);
  const renamed = differing(told, asked);
  const merged: Record<string, JsonSchema> = { ...told };
  for (const [name, schema] of Object.entries(asked)) {
    if (!told[name] || renamed.has(name)) merged[renamed.get(name) ?? name] = rename(schema, renamed);
  }
  const used = reachable(merged, [...Object.keys(inputs), ...Object.keys(outputs)]);
  return Object.fromEntries(
    Object.entries(merged)
      .filter(([name]) => used.has(name))
      .toSorted(byName),
  );
}

export const pascal = (text: string): string =>
  text.replaceAll(/(^|[^a-zA-Z0-9]+)([a-zA-Z0-9])/g, (_, __, letter: string) => letter.toUpperCase());

function convert(io: 'input' | 'output', roots: Record<string, z.ZodType>): Record<string, JsonSchema> {
  const registry = z.registry<{ id: string }>();
  const seen = new Set<unknown>();
  const add = (name: string, schema: unknown) => {
    if (!(schema instanceof z.ZodType) || seen.has(schema)) return;
    seen.add(schema);
    registry.add(schema, { id: name });
  };
  for (const module of Object.values(modules)) {
    for (const [name, schema] of Object.entries(module)) add(pascal(name), schema);
  }
  // A root that is a named schema already is told by that name.
  const aliases = new Map<string, JsonSchema>();
  for (const [name, schema] of Object.entries(roots)) {
    const id = registry.get(schema)?.id;
    if (id) aliases.set(name, { $ref: `${SCHEMAS}${id}` });
    else add(name, schema);
  }
  const { schemas } = z.toJSONSchema(registry, { io, uri: (id) => `${SCHEMAS}${id}`, unrepresentable: 'any' });
  const named = Object.entries(schemas).map(([name, schema]) => [name, clean(schema as JsonSchema, io)] as const);
  return Object.fromEntries([...named, ...aliases]);
}

/** Leaves out what says nothing to a reader: the generator's ids, bounds of safe integers, patterns beside a format. */
function clean(schema: JsonSchema, io: 'input' | 'output'): JsonSchema {
  const kept = Object.entries(schema).filter(([key, value]) => {
    if (key === '$schema' || key === '$id' || key === 'propertyNames' || key === '~standard') return false;
    if (key === 'pattern' && schema.format) return false;
    if (key === 'minimum' || key === 'maximum') return Math.abs(value as number) < Number.MAX_SAFE_INTEGER;
    // Answers may gain fields; only what is sent is refused for unknown keys.
    return !(key === 'additionalProperties' && value === false && io === 'output');
  });
  return mapSchemas(Object.fromEntries(kept), (inner) => clean(inner, io));
}

/** Names whose schema is another when sent than when got, itself or in what it refers to; with the name for sending. */
function differing(told: Record<string, JsonSchema>, asked: Record<string, JsonSchema>): Map<string, string> {
  const renamed = new Map<string, string>();
  for (let before = -1; before !== renamed.size;) {
    before = renamed.size;
    for (const [name, schema] of Object.entries(asked)) {
      if (told[name] && !isDeepStrictEqual(told[name], rename(open(schema), renamed)))
        renamed.set(name, `${name}Input`);
    }
  }
  return renamed;
}

/** The same shape without the refusal of unknown keys. */
function open({ additionalProperties, ...schema }: JsonSchema): JsonSchema {
  const kept = additionalProperties === false ? schema : { ...schema, additionalProperties };
  return mapSchemas(additionalProperties === undefined ? schema : kept, open);
}

function rename(schema: JsonSchema, names: ReadonlyMap<string, string>): JsonSchema {
  const target = schema.$ref?.slice(SCHEMAS.length);
  const now = target && names.get(target);
  return mapSchemas(now ? { ...schema, $ref: `${SCHEMAS}${now}` } : schema, (inner) => rename(inner, names));
}

/** The schemas inside a schema, changed; the schema itself as it is. */
function mapSchemas(schema: JsonSchema, change: (inner: JsonSchema) => JsonSchema): JsonSchema {
  const each = (list: JsonSchema[]) => list.map((inner) => change(inner));
  const { properties, items, additionalProperties, prefixItems, anyOf, oneOf, allOf } = schema;
  return {
    ...schema,
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, change(inner)])),
    }),
    ...(items && { items: change(items) }),
    ...(typeof additionalProperties === 'object' && { additionalProperties: change(additionalProperties) }),
    ...(prefixItems && { prefixItems: each(prefixItems) }),
    ...(anyOf && { anyOf: each(anyOf) }),
    ...(oneOf && { oneOf: each(oneOf) }),
    ...(allOf && { allOf: each(allOf) }),
  };
}

function reachable(schemas: Record<string, JsonSchema>, from: readonly string[]): Set<string> {
  const found = new Set<string>();
  const visit = (name: string) => {
    const schema = schemas[name];
    if (!schema || found.has(name)) return;
    found.add(name);
    for (const [, target] of JSON.stringify(schema).matchAll(/"#\/components\/schemas\/(\w+)"/g)) visit(target!);
  };
  for (const name of from) visit(name);
  return found;
}

function byName([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1;
}
