import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import { graceMs, ownsSession } from './rules.ts';

/** Who gives a media command: a connection, wherever it is. */
export interface Caller {
  socketId: string;
  /** The service node that the connection is on. */
  node: string;
  accountId?: Id | undefined;
}

export interface Session {
  id: string;
  room: Id;
  role: 'publisher' | 'viewer';
  caller: Caller;
}

/** The media sessions of the stages on this node, and the connections they belong to. */
export interface Sessions {
  add(session: Session): void;
  find(id: string): Session | undefined;
  /** The session, moved to this connection if it came back on another one. @throws MEDIA_SESSION_UNKNOWN */
  claim(id: string, room: Id, caller: Caller): Session;
  remove(id: string): void;
  inRoom(room: Id): Session[];
  /** Nodes that connections of sessions are on. */
  nodes(): Set<string>;
  /** The connection, or all of a node's, is gone: its sessions end unless it comes back in time. */
  orphan(gone: { socketId: string } | { node: string }): void;
  clear(): void;
}

/** @param end called when an orphan's time is up */
export function createSessions(end: (session: Session) => void): Sessions {
  const sessions = new Map<string, Session>();
  const timers = new Map<string, NodeJS.Timeout>();

  function adopt(id: string): void {
    clearTimeout(timers.get(id));
    timers.delete(id);
  }
  function remove(id: string): void {
    adopt(id);
    sessions.delete(id);
  }
  function startGrace(session: Session): void {
    if (timers.has(session.id)) return;
    const timer = setTimeout(() => {
      remove(session.id);
      end(session);
    }, graceMs[session.role]);
    timers.set(session.id, timer.unref());
  }

  return {
    add: (session) => void sessions.set(session.id, session),
    find: (id) => sessions.get(id),
    claim(id, room, caller) {
      const session = sessions.get(id);
      if (!session || session.room !== room || !ownsSession(session.caller, caller)) {
        throw new AppError('MEDIA_SESSION_UNKNOWN');
      }
      adopt(id);
      session.caller = caller;
      return session;
    },
    remove,
    inRoom: (room) => [...sessions.values()].filter((session) => session.room === room),
    nodes: () => new Set([...sessions.values()].map((session) => session.caller.node)),
    orphan(gone) {
      for (const session of sessions.values()) {
        const { socketId, node } = session.caller;
        if ('socketId' in gone ? gone.socketId === socketId : gone.node === node) startGrace(session);
      }
    },
    clear() {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
      sessions.clear();
    },
  };
}
