import * as fc from 'fast-check';
import { z } from 'zod';
import { commands } from '#src/contract/commands.ts';
import type { CommandName } from '#src/contract/commands.ts';
import { routes } from '#src/contract/routes.ts';
import type { Route } from '#src/contract/route.ts';
import type { RouteName } from '#src/contract/routes.ts';

/** Ids of things that are there, by the names that inputs and addresses have for them. */
export type Known = Record<string, readonly string[]>;

/** Mostly an id of the right kind, sometimes of another, sometimes of nothing. */
function idOf(known: Known, key: string): fc.Arbitrary<string> {
  const all = Object.values(known).flat();
  return fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...(known[key] ?? all)) },
    { weight: 1, arbitrary: fc.constantFrom(...all) },
    { weight: 1, arbitrary: fc.uuid({ version: 7 }) },
  );
}

/** Values that have broken servers before. */
const nasty = fc.constantFrom<unknown>(
  null,
  '',
  '\u0000',
  '\ud800',
  '$where',
  '{"$gt":""}',
  '__proto__',
  'constructor',
  -1,
  1e308,
  Number.MAX_SAFE_INTEGER,
  [],
  {},
  { $gt: '' },
  JSON.parse('{"__proto__":{"role":"operator"}}'),
  'x'.repeat(5_000),
);

const junk = fc.oneof(nasty, fc.jsonValue({ maxDepth: 3 }), fc.uuid({ version: 7 }));

/** Values near a schema: of its form, or with a part replaced by junk. */
function near(schema: unknown, known: Known, key = ''): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 15, arbitrary: fitting(schema, known, key) }, { weight: 1, arbitrary: junk });
}

interface JsonSchema {
  type?: string;
  format?: string;
  enum?: unknown[];
  const?: unknown;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
}

function fitting(schema: unknown, known: Known, key: string): fc.Arbitrary<unknown> {
  const form = schema as JsonSchema;
  if (form.const !== undefined) return fc.constant(form.const);
  if (form.enum) return fc.constantFrom(...form.enum);
  const either = form.anyOf ?? form.oneOf;
  if (either) return fc.oneof(...either.map((each) => near(each, known, key)));
  switch (form.type) {
    case 'object':
      return objectOf(form, known);
    case 'array':
      return fc.array(near(form.items ?? {}, known, key), {
        minLength: form.minItems ?? 0,
        maxLength: (form.minItems ?? 0) + 3,
      });
    case 'integer':
    case 'number':
      return fc.integer({ min: Math.max(form.minimum ?? 0, -1_000), max: Math.min(form.maximum ?? 1_000, 1_000_000) });
    case 'boolean':
      return fc.boolean();
    case 'string':
      return stringOf(form, known, key);
    default:
      return junk;
  }
}

function stringOf({ format }: JsonSchema, known: Known, key: string): fc.Arbitrary<string> {
  if (format === 'uuid') return idOf(known, key);
  if (format === 'email') return fc.emailAddress();
  if (format === 'date-time') return fc.date({ noInvalidDate: true }).map((date) => date.toISOString());
  return fc.oneof(fc.string({ maxLength: 30 }), fc.string({ unit: 'binary', maxLength: 12 }));
}

function objectOf({ properties = {}, required = [] }: JsonSchema, known: Known): fc.Arbitrary<unknown> {
  const fields = Object.fromEntries(Object.entries(properties).map(([key, form]) => [key, near(form, known, key)]));
  const wellFormed = fc.record(fields, { requiredKeys: required.filter((key) => key in fields) });
  const surplus = fc
    .tuple(wellFormed, fc.constantFrom('extra', '__proto__', '$set', 'role'))
    .map(([value, key]) => ({ ...value, [key]: 1 }));
  return fc.oneof({ weight: 6, arbitrary: wellFormed }, { weight: 1, arbitrary: surplus });
}

const formOf = (schema: z.ZodType): unknown => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });

/** A payload near what the command takes. */
export function payloadOf(name: CommandName, known: Known): fc.Arbitrary<unknown> {
  return near(formOf(commands[name].input), known);
}

/** One HTTP request near what the route takes; path and query are encoded. */
export interface Call {
  method: string;
  path: string;
  body: unknown;
}

export function callOf(name: RouteName, known: Known): fc.Arbitrary<Call> {
  const route: Route = routes[name];
  const [method, pattern] = name.split(' ') as [string, string];
  // `/api/shops/:id` takes a shop's id, `.../:account` an account's.
  const places = [...pattern.matchAll(/\/([a-z]+?)s?\/:(\w+)/g)].map(([, noun, param]) => ({
    param: param!,
    noun: noun!,
  }));
  const params = fc.tuple(...places.map(({ param, noun }) => partOf(known, param === 'id' ? noun : param)));
  const query = route.query ? near(formOf(route.query), known) : fc.constant({});
  const body = route.body ? near(formOf(route.body), known) : fc.constant(route.rawBody ? 'raw bytes' : undefined);
  return fc.record({ params, query, body }).map((parts) => ({
    method,
    path:
      places.reduce((path, { param }, index) => path.replace(`:${param}`, encode(parts.params[index]!)), pattern) +
      queryString(parts.query),
    body: parts.body,
  }));
}

/** A piece of a path: mostly an id. */
function partOf(known: Known, key: string): fc.Arbitrary<string> {
  const anything = fc.string({ minLength: 1, maxLength: 20, unit: 'binary' });
  return fc.oneof({ weight: 8, arbitrary: idOf(known, key) }, { weight: 1, arbitrary: anything });
}

/** Lone surrogates cannot be in an address at all. */
const encode = (text: unknown): string => encodeURIComponent(String(text).toWellFormed());

function queryString(query: unknown): string {
  if (typeof query !== 'object' || query === null) return '';
  const pairs = Object.entries(query).map(([key, value]) => `${encode(key)}=${encode(value)}`);
  return pairs.length > 0 ? `?${pairs.join('&')}` : '';
}
