import type { Request, Response } from 'express';
import type { CommandInput, CommandName, CommandOutput, NoticeName, NoticePayload } from '../../contract/commands.ts';
import type { Id } from '../../contract/ids.ts';
import type { RouteBody, RouteName, RouteParams, RouteQuery, RouteResponse } from '../../contract/routes.ts';
import type { Role } from '../../contract/accounts.ts';

/** A signed-in account as the edges hand it to the verbs. */
export interface Member {
  kind: 'member';
  id: Id;
  name: string;
  role: Role;
  sessionId: Id;
}

/** Whoever is acting: guests may watch, members talk and buy. */
export type Actor = Member | { kind: 'guest' };

/** What every handler learns of its call. */
export interface CallContext<A extends Actor = Actor> {
  actor: A;
  /** One id through HTTP, socket, job and log; the process's log writes it by itself. */
  requestId: string;
  /** The caller's address as rate limits see it. */
  address: string;
}

type ActorOf<Auth> = Auth extends 'none' | 'guest' ? Actor : Member;
type AuthOf<N extends RouteName> = (typeof import('../../contract/routes.ts').routes)[N]['auth'];
type CommandAuth<N extends CommandName> = (typeof import('../../contract/commands.ts').commands)[N]['auth'];

/** One HTTP call after parsing; `req` and `res` are for raw bodies, cookies and files only. */
export interface HttpCall<N extends RouteName> extends CallContext<ActorOf<AuthOf<N>>> {
  params: RouteParams<N>;
  query: RouteQuery<N>;
  body: RouteBody<N>;
  req: Request;
  res: Response;
}

/** What a handler resolves with; where the contract's answer is empty that may be nothing, and the edge sends `{}`. */
type Answer<T> = [T] extends [Record<string, never>] ? T | void : T;

/** Handlers a feature's http.ts exports; the answer of one that has sent its own response is not looked at. */
export type RouteHandlers = { [N in RouteName]?: (call: HttpCall<N>) => Promise<Answer<RouteResponse<N>>> };

/** The part of a socket that handlers may use. */
export interface SocketPort {
  readonly id: string;
  /** Small facts of this connection, owned by the feature that names them (rooms joined, media sessions). */
  readonly data: Record<string, unknown>;
  notify<N extends NoticeName>(notice: N, payload: NoticePayload<N>): void;
  /** Puts the connection into a Socket.IO channel; both are idempotent. */
  join(channel: string): void;
  leave(channel: string): void;
  /** Makes the connection a member's until the given time (ms), keeping all it has joined. */
  authorize(actor: Member, until: number): void;
  /** Runs once when the connection is gone. */
  onClose(listener: () => void): void;
}

export interface SocketCall<N extends CommandName> extends CallContext<ActorOf<CommandAuth<N>>> {
  input: CommandInput<N>;
  socket: SocketPort;
}

/** Handlers a feature's socket.ts exports. */
export type CommandHandlers = { [N in CommandName]?: (call: SocketCall<N>) => Promise<Answer<CommandOutput<N>>> };

/** Notices to accounts wherever they are connected, over all nodes. */
export interface Announce {
  toAccount<N extends NoticeName>(accountId: Id, notice: N, payload: NoticePayload<N>): void;
  toSocket<N extends NoticeName>(socketId: string, notice: N, payload: NoticePayload<N>): void;
  /** Ends the connections of a session or account after telling them why. */
  endSession(sessionId: Id, reason: 'expired' | 'signed_out' | 'banned' | 'displaced'): void;
  endAccount(accountId: Id, reason: 'signed_out' | 'banned'): void;
}
