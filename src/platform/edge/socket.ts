import type { Server, Socket } from 'socket.io';
import { commands } from '../../contract/commands.ts';
import type { CommandName } from '../../contract/commands.ts';
import { AppError, toErrorBody } from '../../contract/errors.ts';
import type { InFlight } from '../in-flight.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { withRequestId } from '../request-context.ts';
import { parse, toAppError } from './errors.ts';
import type { Limits } from './limits.ts';
import { addressLimit, commandLimit, edgePolicy, guestLimit } from './policy.ts';
import { requestIdOf } from './request-id.ts';
import type { SocketAuthority } from './socket-authority.ts';
import { createSocketPort } from './socket-port.ts';
import type { CommandHandlers, Member, SocketCall, SocketPort } from './types.ts';

/** What the socket edge needs to know of the rest. */
export interface SocketEdge {
  log: Log;
  limits: Limits;
  inFlight: InFlight;
  metrics: Metrics;
  authority: SocketAuthority;
  /** Checks a socket token. @throws SESSION_ENDED */
  admit(token: string): Promise<{ actor: Member; until: number }>;
  /** The caller's address as rate limits see it. */
  addressOf(socket: Socket): string;
  /** While a shutdown drains the node, new commands are sent elsewhere. */
  isDraining(): boolean;
}

type AnyHandler = (call: SocketCall<CommandName>) => Promise<unknown>;

/** One connection as the edge keeps it. */
interface Connection {
  socket: Socket;
  port: SocketPort;
  address: string;
  /** Commands under way. */
  busy: number;
}

/** Serves the contract's commands on every connection; each is parsed, authorized, limited and acknowledged. */
export function serveSockets(io: Server, edge: SocketEdge, handlers: CommandHandlers): void {
  io.use((socket, next) => {
    admitSocket(edge, socket).then(
      () => next(),
      (error: unknown) => next(handshakeError(toAppError(error, edge.log))),
    );
  });
  io.on('connection', (socket) => {
    const port = createSocketPort(socket, edge.authority);
    const connection = { socket, port, address: edge.addressOf(socket), busy: 0 };
    socket.onAny((...args: unknown[]) => void receive(edge, handlers, connection, args));
    socket.on('error', (error) => edge.log.debug({ err: error, socket: socket.id }, 'socket error'));
  });
}

async function admitSocket(edge: SocketEdge, socket: Socket): Promise<void> {
  await edge.limits.spend(edgePolicy.handshake, edge.addressOf(socket));
  const { token } = socket.handshake.auth as { token?: unknown };
  if (token === undefined || token === null) return edge.authority.asGuest(socket);
  if (typeof token !== 'string' || token.length > 2_000) throw new AppError('SESSION_ENDED');
  const { actor, until } = await edge.admit(token);
  edge.authority.asMember(socket, actor, until);
}

/** Answers one message. Its name and arguments are whatever the client sent, so nothing here may throw. */
async function receive(
  edge: SocketEdge,
  handlers: CommandHandlers,
  connection: Connection,
  args: unknown[],
): Promise<void> {
  // The acknowledgement is the last argument by protocol; without one there is nobody to answer.
  const ack = typeof args.at(-1) === 'function' ? (args.pop() as (answer: unknown) => void) : () => {};
  const [sent, payload] = args;
  const name = typeof sent === 'string' && Object.hasOwn(commands, sent) ? (sent as CommandName) : undefined;
  const requestId = requestIdOf(undefined);
  const stop = edge.metrics.command.startTimer({ command: name ?? 'unknown' });
  const about = { command: name, socket: connection.socket.id };
  await withRequestId(requestId, async () => {
    let reply: unknown;
    try {
      const data = await edge.inFlight.run(() => answer(edge, handlers, connection, { name, payload, requestId }));
      stop({ code: 'OK' });
      reply = { ok: true, data: data ?? {} };
    } catch (error) {
      const known = toAppError(error, edge.log, about);
      stop({ code: known.code });
      reply = { ok: false, error: toErrorBody(known) };
    }
    try {
      ack(reply);
    } catch (error) {
      edge.log.error({ err: error, ...about }, 'an answer could not be sent');
    }
  });
}

async function answer(
  edge: SocketEdge,
  handlers: CommandHandlers,
  connection: Connection,
  message: { name: CommandName | undefined; payload: unknown; requestId: string },
): Promise<unknown> {
  if (connection.busy >= edgePolicy.inFlight) throw new AppError('RATE_LIMITED', { retryAfterMs: 1_000 });
  connection.busy += 1;
  try {
    return await call(edge, handlers, connection, message);
  } finally {
    connection.busy -= 1;
  }
}

async function call(
  edge: SocketEdge,
  handlers: CommandHandlers,
  { socket, port, address }: Connection,
  { name, payload, requestId }: { name: CommandName | undefined; payload: unknown; requestId: string },
): Promise<unknown> {
  if (edge.isDraining()) throw new AppError('BUSY', { retryAfterMs: 1_000 });
  await edge.limits.spend(edgePolicy.socket, socket.id);
  if (!name) throw new AppError('UNKNOWN_COMMAND');
  const command = commands[name];
  const actor = edge.authority.actorOf(socket);
  if (command.auth === 'member' && actor.kind === 'guest') throw new AppError('SIGN_IN_REQUIRED');
  const handler = handlers[name] as AnyHandler | undefined;
  if (!handler) throw new AppError('UNKNOWN_COMMAND');
  const byAddress = addressLimit(name);
  await Promise.all([
    actor.kind === 'member'
      ? edge.limits.spend(commandLimit(name), actor.id)
      : edge.limits.spend(guestLimit(name), socket.id),
    byAddress && edge.limits.spend(byAddress, address),
  ]);
  const input = parse(command.input, payload);
  return handler({ actor, requestId, address, input, socket: port });
}

/** Socket.IO hands `data` to the client's connect_error. */
function handshakeError(error: AppError): Error {
  return Object.assign(new Error(error.code), { data: toErrorBody(error) });
}
