import type { Id } from '#src/contract/ids.ts';
import type { SocketPort } from '#src/platform/edge/types.ts';
import { publishing } from './rules.ts';
import type { MediaCommand } from './rules.ts';

/** A media session of a connection of this node, and the node whose stage it is on. */
export interface Visit {
  socketId: string;
  room: Id;
  session: string;
  owner: string;
  role: 'publisher' | 'viewer';
}

/** A command that went well. */
export interface Done {
  name: MediaCommand;
  room: Id;
  owner: string;
  socketId: string;
  input: object;
  output: unknown;
}

/** Where the connections of this node have media sessions, so that both sides can be told when the other one is gone. */
export interface Visits {
  /** Must be called before the first await of a command, while the connection is surely there; answers whether it still is. */
  follow(socket: SocketPort): { gone: boolean };
  note(done: Done): void;
  owners(): Set<string>;
  /** Rooms in which connections of this node have sessions on that node. */
  rooms(owner: string): Set<Id>;
  /** Visits to a node, which are over. */
  takeAll(owner: string): Visit[];
}

/** @param onGone a connection has closed; the nodes it had sessions on are to be told */
export function createVisits(onGone: (socketId: string, owners: Set<string>) => void): Visits {
  const visits = new Map<string, Visit>();
  const known = new WeakMap<SocketPort, { gone: boolean }>();
  const of = (owner: string) => [...visits.values()].filter((visit) => visit.owner === owner);

  return {
    follow(socket) {
      const before = known.get(socket);
      if (before) return before;
      const presence = { gone: false };
      known.set(socket, presence);
      socket.onClose(() => {
        presence.gone = true;
        const own = [...visits.values()].filter((visit) => visit.socketId === socket.id);
        for (const visit of own) visits.delete(visit.session);
        onGone(socket.id, new Set(own.map((visit) => visit.owner)));
      });
      return presence;
    },
    note({ name, room, owner, socketId, input, output }) {
      const { session } = { ...input, ...(output as object) } as { session: string };
      if (name === 'media:leave') visits.delete(session);
      else visits.set(session, { socketId, room, session, owner, role: publishing.has(name) ? 'publisher' : 'viewer' });
    },
    owners: () => new Set([...visits.values()].map((visit) => visit.owner)),
    rooms: (owner) => new Set(of(owner).map((visit) => visit.room)),
    takeAll(owner) {
      const found = of(owner);
      for (const visit of found) visits.delete(visit.session);
      return found;
    },
  };
}
