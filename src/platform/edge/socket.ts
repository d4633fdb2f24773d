import type { Server, Socket } from 'socket.io';
import { commands } from '../../contract/commands.ts';
import type { CommandName } from '../../contract/commands.ts';
import { AppError, toErrorBody } from '../../contract/errors.ts';
import type { Log } from '../log.ts';
import { parse, toAppError } from './errors.ts';
import type { Limits } from './limits.ts';
import { commandLimit, edgePolicy } from './policy.ts';
import { requestIdOf } from './request-id.ts';
import type { SocketAuthority } from './socket-authority.ts';
import type { Actor, CommandHandlers, SocketCall, SocketPort } from './types.ts';

/** What the socket edge needs to know of the rest. */
export interface SocketEdge {
  log: Log;
  limits: Limits;
  /** Checks a socket token. @throws SESSION_ENDED */
  admit(token: string): Promise<{ actor: Actor & { kind: 'member' }; until: number }>;
  authority: SocketAuthority;
}

type Ack = (answer: unknown) => void;
type AnyHandler = (call: SocketCall<CommandName>) => Promise<unknown>;

/** Serves the contract's commands on every connection; each is parsed, authorized, limited and acknowledged. */
export function serveSockets(io: Server, edge: SocketEdge, handlers: CommandHandlers): void {
  io.use((socket, next) => {
    admitSocket(edge, socket).then(
      () => next(),
      (error: unknown) => next(handshakeError(toAppError(error, edge.log))),
    );
  });
  io.on('connection', (socket) => {
    const port = portOf(socket, edge.authority);
    let inFlight = 0;
    socket.onAny((name: string, ...args: unknown[]) => {
      // The acknowledgement is the last argument by protocol; without one there is nobody to answer.
      const ack = typeof args.at(-1) === 'function' ? (args.pop() as Ack) : () => {};
      if (inFlight >= edgePolicy.inFlight) return ack(refusal(new AppError('RATE_LIMITED', { retryAfterMs: 1_000 })));
      inFlight += 1;
      void run(edge, handlers, socket, port, name, args[0])
        .then(ack)
        .finally(() => (inFlight -= 1));
    });
    socket.on('error', (error) => edge.log.debug({ err: error, socket: socket.id }, 'socket error'));
  });
}

async function admitSocket(edge: SocketEdge, socket: Socket): Promise<void> {
  const address = socket.handshake.address;
  await edge.limits.spend(edgePolicy.handshake, address);
  const { token } = socket.handshake.auth as { token?: unknown };
  if (token === undefined || token === null) return edge.authority.asGuest(socket);
  if (typeof token !== 'string' || token.length > 2_000) throw new AppError('SESSION_ENDED');
  const { actor, until } = await edge.admit(token);
  edge.authority.asMember(socket, actor, until);
}

async function run(
  edge: SocketEdge,
  handlers: CommandHandlers,
  socket: Socket,
  port: SocketPort,
  name: string,
  payload: unknown,
) {
  const requestId = requestIdOf(undefined);
  const log = edge.log.child({ requestId, command: name.slice(0, 40), socket: socket.id });
  try {
    if (!Object.hasOwn(commands, name) || !handlers[name as CommandName]) throw new AppError('UNKNOWN_COMMAND');
    const command = commands[name as CommandName];
    const actor = edge.authority.actorOf(socket);
    if (command.auth === 'member' && actor.kind === 'guest') throw new AppError('SIGN_IN_REQUIRED');
    await edge.limits.spend(commandLimit(name as CommandName), actor.kind === 'member' ? actor.id : socket.id);
    const input = parse(command.input, payload);
    const call = { actor, requestId, log, address: socket.handshake.address, input, socket: port };
    const data = await (handlers[name as CommandName] as AnyHandler)(call as unknown as SocketCall<CommandName>);
    return { ok: true, data };
  } catch (error) {
    return refusal(toAppError(error, log));
  }
}

function refusal(error: AppError) {
  return { ok: false, error: toErrorBody(error) };
}

/** Socket.IO hands `data` to the client's connect_error. */
function handshakeError(error: AppError): Error {
  return Object.assign(new Error(error.code), { data: toErrorBody(error) });
}

const ports = new WeakMap<Socket, SocketPort>();

/** The one port of a socket; features keep facts of the connection on its `data`. */
function portOf(socket: Socket, authority: SocketAuthority): SocketPort {
  let port = ports.get(socket);
  if (!port) {
    port = {
      id: socket.id,
      data: {},
      notify: (notice, payload) => void socket.emit(notice, payload),
      join: (channel) => void socket.join(channel),
      leave: (channel) => void socket.leave(channel),
      authorize: (actor, until) => authority.asMember(socket, actor, until),
      onClose: (listener) => void socket.once('disconnect', listener),
    };
    ports.set(socket, port);
  }
  return port;
}
