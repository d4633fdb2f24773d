import { readdirSync, readFileSync } from 'node:fs';
import type { z } from 'zod';
import { commands, notices } from '#src/contract/commands.ts';
import { errorTable } from '#src/contract/errors.ts';
import type { Route } from '#src/contract/route.ts';
import { routes } from '#src/contract/routes.ts';
import { pascal, SCHEMAS, toSchemas, type JsonSchema } from './schemas.ts';

const contract = new URL('../../../src/contract/', import.meta.url);
const source = readdirSync(contract)
  .map((file) => readFileSync(new URL(file, contract), 'utf8'))
  .join('\n');

export interface CommandDoc {
  name: string;
  auth: 'guest' | 'member';
  summary: string;
  /** Names of schemas. */
  input: string;
  output: string;
}

export interface NoticeDoc {
  name: string;
  summary: string;
  payload: string;
}

export interface RouteDoc {
  method: string;
  /** With parameters as `{id}`. */
  path: string;
  auth: Route['auth'];
  summary: string;
  operationId: string;
  params: JsonSchema | undefined;
  query: JsonSchema | undefined;
  /** Names of schemas; a body called `raw` is bytes. */
  body: string | undefined;
  response: string;
  /** Media types of an answer that is not JSON. */
  responseTypes: Route['responseTypes'];
}

/** Everything a client of the service has to know, read from the contract. */
export interface Protocol {
  schemas: Record<string, JsonSchema>;
  commands: CommandDoc[];
  notices: NoticeDoc[];
  routes: RouteDoc[];
  errors: typeof errorTable;
}

export function readProtocol(): Protocol {
  const inputs: Record<string, z.ZodType> = {};
  const outputs: Record<string, z.ZodType> = {};
  for (const [name, { input, output }] of Object.entries(commands)) {
    inputs[`${pascal(name)}Command`] = input;
    outputs[`${pascal(name)}Answer`] = output;
  }
  for (const [name, payload] of Object.entries(notices)) outputs[`${pascal(name)}Notice`] = payload;
  const allRoutes = Object.entries(routes) as [string, Route][];
  for (const [name, { params, query, body, response }] of allRoutes) {
    const id = operationId(name);
    if (params) inputs[`${id}Params`] = params;
    if (query) inputs[`${id}Query`] = query;
    if (body) inputs[`${id}Body`] = body;
    outputs[`${id}Response`] = response;
  }
  const schemas = toSchemas({ inputs, outputs });
  return {
    schemas,
    errors: errorTable,
    commands: withSummaries(Object.entries(commands), ([name, { auth }], summary) => ({
      name,
      auth,
      summary,
      input: `${pascal(name)}Command`,
      output: `${pascal(name)}Answer`,
    })),
    notices: withSummaries(Object.entries(notices), ([name], summary) => ({
      name,
      summary,
      payload: `${pascal(name)}Notice`,
    })),
    routes: withSummaries(allRoutes, ([name, route], summary) => describe(name, route, summary, schemas)),
  };
}

function describe(name: string, route: Route, summary: string, schemas: Record<string, JsonSchema>): RouteDoc {
  const [method = '', path = ''] = name.split(' ');
  const id = operationId(name);
  return {
    method: method.toLowerCase(),
    path: path.replaceAll(/:(\w+)/g, '{$1}'),
    auth: route.auth,
    summary,
    operationId: id,
    params: resolve(schemas, `${id}Params`),
    query: resolve(schemas, `${id}Query`),
    body: route.rawBody ? 'raw' : route.body && `${id}Body`,
    response: `${id}Response`,
    responseTypes: route.responseTypes,
  };
}

function resolve(schemas: Record<string, JsonSchema>, name: string): JsonSchema | undefined {
  const schema = schemas[name];
  return schema?.$ref ? resolve(schemas, schema.$ref.slice(SCHEMAS.length)) : schema;
}

/** `GET /api/rooms/:id` becomes `GetRoomsId`. */
function operationId(name: string): string {
  return pascal(name.replace('/api/', ' ').toLowerCase());
}

/** What is written above an entry of the contract is its summary: `/** ... *\/` before its quoted name. */
function withSummaries<E extends [string, unknown], D>(entries: E[], make: (entry: E, summary: string) => D): D[] {
  return entries.map((entry) => {
    const [, comment = ''] =
      new RegExp(`/\\*\\*((?:(?!\\*/)[\\s\\S])*)\\*/\\s*'${entry[0].replaceAll('/', '\\/')}':`).exec(source) ?? [];
    return make(entry, comment.replaceAll(/\s*\n\s*\*\s*/g, ' ').trim());
  });
}
