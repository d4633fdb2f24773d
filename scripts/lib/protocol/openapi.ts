import type { Protocol, RouteDoc } from './contract.ts';
import { SCHEMAS, type JsonSchema } from './schemas.ts';

const ref = (name: string) => ({ $ref: `${SCHEMAS}${name}` });

/** The HTTP routes as an OpenAPI 3.1 document. */
export function toOpenApi({ routes, schemas, errors }: Protocol, version: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) (paths[route.path] ??= {})[route.method] = operation(route);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Shelfcast HTTP API',
      version,
      description:
        'Accounts, shops, products, rooms before and after they are live, orders and payments. What happens in a live room goes over the socket: see asyncapi.yaml. Money is in fen (1/100 yuan), ids are UUIDv7, times are ISO 8601 in UTC.',
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      securitySchemes: {
        access: {
          type: 'http',
          scheme: 'bearer',
          description: 'The access token of `POST /api/auth/sign-in`; ten minutes.',
        },
      },
      responses: {
        Problem: {
          description: 'Refused; `code` says why and stays the same over versions.',
          content: { 'application/problem+json': { schema: ref('Problem') } },
        },
      },
      schemas: { ...schemas, Problem: problem(Object.keys(errors)) },
    },
  };
}

function operation({ operationId, summary, auth, params, query, body, response, responseTypes }: RouteDoc): object {
  const parameters = [...fields(params, 'path'), ...fields(query, 'query')];
  return {
    operationId,
    ...(summary && { summary }),
    ...(auth !== 'none' && { security: [{ access: [] }] }),
    ...(auth === 'operator' && { 'x-role': 'operator' }),
    ...(parameters.length > 0 && { parameters }),
    ...(body && {
      requestBody: {
        required: true,
        content: body === 'raw' ? contentOf(['application/octet-stream'], {}) : contentOf(undefined, ref(body)),
      },
    }),
    responses: {
      '200': { description: 'Done.', content: contentOf(responseTypes, ref(response)) },
      default: { $ref: '#/components/responses/Problem' },
    },
  };
}

/** JSON of a schema, or a text or bytes of the given media types. */
function contentOf(types: RouteDoc['responseTypes'], json: JsonSchema): object {
  if (!types) return { 'application/json': { schema: json } };
  const raw = (type: string): JsonSchema => ({
    type: 'string',
    ...(!type.startsWith('text/') && { format: 'binary' }),
  });
  return Object.fromEntries(types.map((type) => [type, { schema: raw(type) }]));
}

function fields(schema: JsonSchema | undefined, place: 'path' | 'query'): object[] {
  return Object.entries(schema?.properties ?? {}).map(([name, inner]) => ({
    name,
    in: place,
    required: place === 'path' || (schema?.required?.includes(name) ?? false),
    schema: inner,
  }));
}

/** A refusal as an acknowledgement has it, with every code there is. */
export function failure(codes: string[]): JsonSchema & { properties: object; required: string[] } {
  return {
    type: 'object',
    properties: {
      code: { type: 'string', enum: codes },
      message: { type: 'string', description: 'For developers; it may change.' },
      details: { type: 'object', additionalProperties: true },
      retryAfterMs: { type: 'integer', description: 'The same call may succeed after this many milliseconds.' },
    },
    required: ['code', 'message'],
  };
}

/** The same in an HTTP answer (RFC 9457). */
function problem(codes: string[]): JsonSchema {
  const { properties, required, ...rest } = failure(codes);
  const text: JsonSchema = { type: 'string' };
  const more = { type: text, title: text, status: { type: 'integer' }, detail: text, requestId: text };
  return { ...rest, properties: { ...properties, ...more }, required: [...required, ...Object.keys(more)] };
}
