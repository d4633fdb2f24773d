import { parse } from 'yaml';
import type { Auth, Entry, Feature, Field, NamedType, Protocol } from './model.ts';
import { fieldOf, fieldsOf } from './schema-fields.ts';
import { nameOf, resolve, typeText, variantsOf } from './schema-text.ts';
import type { Schema, Schemas } from './schema-text.ts';

interface Parameter {
  name: string;
  in: 'path' | 'query';
  required: boolean;
  schema: Schema;
}
interface Operation {
  summary?: string;
  security?: unknown[];
  'x-role'?: 'operator';
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: { '200': { content: Record<string, { schema: Schema }> } };
}
interface OpenApi {
  info: { version: string; description: string };
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Schemas };
}
interface SocketOperation {
  action: 'receive' | 'send';
  messages: { $ref: string }[];
  reply?: { messages: { $ref: string }[] };
  'x-auth'?: 'guest' | 'member' | 'operator';
}
interface AsyncApi {
  info: { description: string };
  operations: Record<string, SocketOperation>;
  components: { messages: Record<string, { name: string; summary?: string; payload: Schema }>; schemas: Schemas };
}

/** Both descriptions, as their YAML texts, turned into what the page shows. */
export function readProtocol(openApiText: string, asyncApiText: string): Protocol {
  const http = parse(openApiText) as OpenApi;
  const socket = parse(asyncApiText) as AsyncApi;
  const schemas = { ...socket.components.schemas, ...http.components.schemas };
  const entries = [...routesOf(http, schemas), ...socketEntries(socket, schemas)];
  return {
    version: http.info.version,
    about: { http: http.info.description, socket: socket.info.description },
    entries,
    types: typesOf(entries, schemas),
    codes: (schemas['Problem']?.properties?.['code']?.enum ?? []) as Protocol['codes'],
  };
}

function routesOf({ paths }: OpenApi, schemas: Schemas): Entry[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Entry => {
      const { parameters = [], requestBody, responses, summary } = operation;
      const given = parameters.map(({ name, in: place, required, schema }) => ({
        ...fieldOf(name, schema, required, schemas),
        place,
      }));
      const auth: Auth = operation['x-role'] ?? (operation.security ? 'member' : 'none');
      return {
        kind: 'route',
        name: `${method.toUpperCase()} ${path}`,
        feature: featureOfPath(path),
        auth,
        ...(summary && { summary }),
        request: [...given, ...(requestBody ? contentFields(requestBody.content, schemas) : [])],
        answer: contentFields(responses['200'].content, schemas),
      };
    }),
  );
}

function contentFields(content: Record<string, { schema: Schema }>, schemas: Schemas): Field[] {
  const [[type, { schema }] = ['', { schema: {} }]] = Object.entries(content);
  if (type === 'application/json') return fieldsOf(schema, schemas);
  return [{ path: '', required: true, type: Object.keys(content).join(', '), links: [] }];
}

function socketEntries({ operations, components }: AsyncApi, schemas: Schemas): Entry[] {
  const message = ({ $ref }: { $ref: string }) => components.messages[nameOf($ref, {})];
  return Object.values(operations).flatMap(({ action, messages, reply, 'x-auth': auth }) => {
    const [asked, answered] = [messages[0] && message(messages[0]), reply?.messages[0] && message(reply.messages[0])];
    if (!asked) return [];
    const given = fieldsOf(asked.payload, schemas);
    return {
      kind: action === 'receive' ? 'command' : 'notice',
      name: asked.name,
      feature: featureOfPrefix[asked.name.slice(0, asked.name.indexOf(':'))] ?? 'other',
      auth: auth === 'member' || auth === 'operator' ? auth : 'none',
      ...(asked.summary && { summary: asked.summary }),
      request: action === 'receive' ? given : [],
      answer: action === 'receive' ? (answered ? dataOf(answered.payload, schemas) : []) : given,
    } satisfies Entry;
  });
}

/** An acknowledgement is `{ok: true, data}` or a refusal; its data is what differs. */
function dataOf(payload: Schema, schemas: Schemas): Field[] {
  const done = variantsOf(payload)?.find((each) => each.properties?.['data']);
  return fieldsOf(done?.properties?.['data'] ?? {}, schemas);
}

const featureOfPrefix: Record<string, Feature> = {
  auth: 'accounts',
  me: 'accounts',
  session: 'accounts',
  notification: 'accounts',
  files: 'files',
  media: 'media',
  shops: 'shops',
  channel: 'channels',
  channels: 'channels',
  products: 'products',
  rooms: 'rooms',
  room: 'rooms',
  statements: 'rooms',
  shelf: 'shelf',
  draw: 'shelf',
  chat: 'chat',
  like: 'chat',
  purchase: 'purchases',
  purchases: 'purchases',
  orders: 'purchases',
  order: 'purchases',
  payment: 'payments',
  payments: 'payments',
  sandbox: 'payments',
  ops: 'operators',
};

function featureOfPath(path: string): Feature {
  const [first = '', ...rest] = path.split('/').slice(2);
  // What belongs to a shop and is a list of its own stands with its like.
  const inner = first === 'shops' ? rest.find((part) => part === 'products' || part === 'orders') : undefined;
  return featureOfPrefix[inner ?? first] ?? 'other';
}

/** Every named type that is met on the way from the entries on. */
function typesOf(entries: Entry[], schemas: Schemas): NamedType[] {
  const types = new Map<string, NamedType>();
  const visit = (names: string[]) => {
    for (const name of names) {
      if (types.has(name)) continue;
      const links = new Set<string>();
      const schema = resolve({ $ref: name }, schemas);
      const fields = fieldsOf(schema, schemas);
      const type = typeText(schema, schemas, links);
      types.set(name, { name, ...(type !== 'object' && { type: describe(type, schema) }), fields });
      visit([...links, ...fields.flatMap((field) => field.links)]);
    }
  };
  visit(entries.flatMap(({ request, answer }) => [...request, ...answer]).flatMap((field) => field.links));
  return [...types.values()].toSorted((a, b) => a.name.localeCompare(b.name));
}

function describe(type: string, { description }: Schema): string {
  return description ? `${type}. ${description}` : type;
}
