import type { Socket } from 'socket.io';
import type { SocketAuthority } from './socket-authority.ts';
import type { SocketPort } from './types.ts';

/** What handlers may do with a connection; features keep facts of it on `data`. */
export function createSocketPort(socket: Socket, authority: SocketAuthority): SocketPort {
  return {
    id: socket.id,
    data: {},
    notify: (notice, payload) => void socket.emit(notice, payload),
    join: (channel) => void socket.join(channel),
    leave: (channel) => void socket.leave(channel),
    authorize: (actor, until) => authority.asMember(socket, actor, until),
    onClose: (listener) => void socket.once('disconnect', listener),
  };
}
