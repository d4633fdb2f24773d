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

function operation({ operationId, summary, auth, params, query, body, response }: RouteDoc): object {
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
        content:
          body === 'raw'
            ? { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } }
            : { 'application/json': { schema: ref(body) } },
      },
    }),
    responses: {
      '200': { description: 'Done.', content: { 'application/json': { schema: ref(response) } } },
      default: { $ref: '#/components/responses/Problem' },
    },
  };
}

function fields(schema: JsonSchema | undefined, place: 'path' | 'query'): object[] {
  return Object.entries(schema?.properties ?? {}).map(([name, inner]) => ({
    name,
    in: place,
    required: place === 'path' || (schema?.required?.includes(name) ?? false),
    schema: inner,
  }));
}

/** The one shape of a refusal, with every code there is. */
export function problem(codes: string[]): JsonSchema {
  return {
    type: 'object',
    properties: {
      code: { type: 'string', enum: codes },
      title: { type: 'string' },
      status: { type: 'integer' },
      details: { type: 'object', additionalProperties: true },
      retryAfterMs: { type: 'integer', description: 'The same call may succeed after this many milliseconds.' },
    },
    required: ['code'],
  };
}
