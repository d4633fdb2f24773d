import type { Protocol } from './contract.ts';
import { failure } from './openapi.ts';
import { pascal, SCHEMAS, type JsonSchema } from './schemas.ts';

const ref = (name: string): JsonSchema => ({ $ref: `${SCHEMAS}${name}` });

/** Commands and notices of the socket as an AsyncAPI 3.0 document. */
export function toAsyncApi({ commands, notices, schemas, errors }: Protocol, version: string): object {
  const messages: Record<string, object> = {};
  const operations: Record<string, object> = {};
  for (const { name, summary, auth, input, output } of commands) {
    const id = pascal(name);
    messages[`${id}Command`] = { name, ...(summary && { summary }), payload: ref(input) };
    messages[`${id}Answer`] = { name, payload: answer(ref(output)) };
    operations[id] = {
      // As seen by the service: it receives commands and sends notices.
      action: 'receive',
      channel: { $ref: '#/channels/socket' },
      messages: [{ $ref: `#/channels/socket/messages/${id}Command` }],
      reply: {
        channel: { $ref: '#/channels/socket' },
        messages: [{ $ref: `#/channels/socket/messages/${id}Answer` }],
      },
      'x-auth': auth,
    };
  }
  for (const { name, summary, payload } of notices) {
    const id = `${pascal(name)}Notice`;
    messages[id] = { name, ...(summary && { summary }), payload: ref(payload) };
    operations[id] = {
      action: 'send',
      channel: { $ref: '#/channels/socket' },
      messages: [{ $ref: `#/channels/socket/messages/${id}` }],
    };
  }
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Shelfcast socket',
      version,
      description:
        'Socket.IO 4 over websocket only, default namespace. A client may give `auth: {token}` (of `POST /api/auth/socket-token`) in the handshake; without it, it is a guest. Every command is acknowledged with `{ok: true, data}` or `{ok: false, error}`; no acknowledgement means unknown, never "not done".',
    },
    defaultContentType: 'application/json',
    channels: {
      socket: {
        address: '/socket.io/',
        messages: Object.fromEntries(Object.keys(messages).map((id) => [id, { $ref: `#/components/messages/${id}` }])),
      },
    },
    operations,
    components: { messages, schemas: { ...schemas, Failure: failure(Object.keys(errors)) } },
  };
}

function answer(data: JsonSchema): JsonSchema {
  return {
    oneOf: [
      { type: 'object', properties: { ok: { const: true }, data }, required: ['ok', 'data'] },
      { type: 'object', properties: { ok: { const: false }, error: ref('Failure') }, required: ['ok', 'error'] },
    ],
  };
}
