import * as fc from 'fast-check';
import { z } from 'zod';
import { commands } from '#src/contract/commands.ts';
import type { CommandName } from '#src/contract/commands.ts';
import { routes } from '#src/contract/routes.ts';
import type { Route, RouteName } from '#src/contract/routes.ts';

const uuid = fc.uuid({ version: 7 });

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

const junk = fc.oneof(nasty, fc.jsonValue({ maxDepth: 3 }), uuid);

/** Values near a schema: of its form, or with a part replaced by junk. */
function near(schema: unknown): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 5, arbitrary: fitting(schema) }, { weight: 1, arbitrary: junk });
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

function fitting(schema: unknown): fc.Arbitrary<unknown> {
  const form = schema as JsonSchema;
  if (form.const !== undefined) return fc.constant(form.const);
  if (form.enum) return fc.constantFrom(...form.enum);
  const either = form.anyOf ?? form.oneOf;
  if (either) return fc.oneof(...either.map(near));
  switch (form.type) {
    case 'object':
      return objectOf(form);
    case 'array':
      return fc.array(near(form.items ?? {}), { minLength: form.minItems ?? 0, maxLength: (form.minItems ?? 0) + 3 });
    case 'integer':
    case 'number':
      return fc.integer({ min: Math.max(form.minimum ?? 0, -1_000), max: Math.min(form.maximum ?? 1_000, 1_000_000) });
    case 'boolean':
      return fc.boolean();
    case 'string':
      return stringOf(form);
    default:
      return junk;
  }
}

function stringOf({ format }: JsonSchema): fc.Arbitrary<string> {
  if (format === 'uuid') return uuid;
  if (format === 'email') return fc.emailAddress();
  if (format === 'date-time') return fc.date({ noInvalidDate: true }).map((date) => date.toISOString());
  return fc.oneof(fc.string({ maxLength: 30 }), fc.string({ unit: 'binary', maxLength: 12 }));
}

function objectOf({ properties = {}, required = [] }: JsonSchema): fc.Arbitrary<unknown> {
  const fields = Object.fromEntries(Object.entries(properties).map(([key, form]) => [key, near(form)]));
  const wellFormed = fc.record(fields, { requiredKeys: required.filter((key) => key in fields) });
  const surplus = fc
    .tuple(wellFormed, fc.constantFrom('extra', '__proto__', '$set', 'role'))
    .map(([value, key]) => ({ ...value, [key]: 1 }));
  return fc.oneof({ weight: 6, arbitrary: wellFormed }, { weight: 1, arbitrary: surplus });
}

const formOf = (schema: z.ZodType): unknown => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });

/** A payload near what the command takes. */
export function payloadOf(name: CommandName): fc.Arbitrary<unknown> {
  return near(formOf(commands[name].input));
}

/** One HTTP request near what the route takes; path and query are encoded. */
export interface Call {
  method: string;
  path: string;
  body: unknown;
}

export function callOf(name: RouteName): fc.Arbitrary<Call> {
  const route: Route = routes[name];
  const [method, pattern] = name.split(' ') as [string, string];
  const part = fc.oneof(
    { weight: 4, arbitrary: uuid },
    { weight: 1, arbitrary: fc.string({ minLength: 1, maxLength: 20, unit: 'binary' }) },
  );
  const names = [...pattern.matchAll(/:(\w+)/g)].map((match) => match[1]!);
  const params = fc.tuple(...names.map(() => part));
  const query = route.query ? near(formOf(route.query)) : fc.constant({});
  const body = route.body ? near(formOf(route.body)) : fc.constant(route.rawBody ? 'raw bytes' : undefined);
  return fc.record({ params, query, body }).map((parts) => ({
    method,
    path:
      names.reduce((path, param, index) => path.replace(`:${param}`, encode(parts.params[index]!)), pattern) +
      queryString(parts.query),
    body: parts.body,
  }));
}

/** Lone surrogates cannot be in an address at all. */
const encode = (text: unknown): string => encodeURIComponent(String(text).toWellFormed());

function queryString(query: unknown): string {
  if (typeof query !== 'object' || query === null) return '';
  const pairs = Object.entries(query).map(([key, value]) => `${encode(key)}=${encode(value)}`);
  return pairs.length > 0 ? `?${pairs.join('&')}` : '';
}
