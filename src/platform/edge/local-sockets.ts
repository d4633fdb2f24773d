import type { Server, Socket } from 'socket.io';
import type { NoticeName, NoticePayload } from '../../contract/commands.ts';

/** This node's own sockets by channel; nothing here asks or tells another node. */
export interface LocalSockets {
  /** Encodes once and sends to every socket of the channel. */
  emit<N extends NoticeName>(channel: string, notice: N, payload: NoticePayload<N>): void;
  /** To one socket; false when it is not on this node (any more). */
  notify<N extends NoticeName>(socketId: string, notice: N, payload: NoticePayload<N>): boolean;
  /** Sockets in the channel. */
  count(channel: string): number;
  /**
   * Takes sockets with more than `bytes` unsent out of the channel and throws away what they have queued of `notice`;
   * `onDrained` is called for each when the rest has left. Answers how many were taken out.
   */
  shedSlow(channel: string, notice: NoticeName, bytes: number, onDrained: (socketId: string) => void): number;
}

export function createLocalSockets(io: Server): LocalSockets {
  const namespace = io.of('/');
  const members = (channel: string) => namespace.adapter.rooms.get(channel);
  return {
    emit: (channel, notice, payload) => void namespace.local.to(channel).emit(notice, payload),
    notify: (socketId, notice, payload) => namespace.sockets.get(socketId)?.emit(notice, payload) ?? false,
    count: (channel) => members(channel)?.size ?? 0,
    shedSlow(channel, notice, bytes, onDrained) {
      const ids = [...(members(channel) ?? [])];
      const slow = ids.map((id) => namespace.sockets.get(id)).filter((socket) => socket && unsent(socket) > bytes);
      for (const socket of slow as Socket[]) {
        void socket.leave(channel);
        dropQueued(socket, notice);
        whenDrained(socket, () => onDrained(socket.id));
      }
      return slow.length;
    },
  };
}

/** The parts of an Engine.IO connection that show what has not left yet. */
interface Connection {
  writeBuffer: { data?: unknown }[];
  transport: { socket?: { bufferedAmount?: number }; on: Listen; off: Listen };
}
type Listen = (event: 'ready', listener: () => void) => void;
const connectionOf = (socket: Socket) => socket.conn as unknown as Connection;

/** Bytes handed over to the websocket and not sent, and text still queued before it. */
function unsent(socket: Socket): number {
  const { transport, writeBuffer } = connectionOf(socket);
  let bytes = transport.socket?.bufferedAmount ?? 0;
  for (const { data } of writeBuffer) bytes += typeof data === 'string' ? data.length : 0;
  return bytes;
}

function dropQueued(socket: Socket, notice: NoticeName): void {
  const { writeBuffer } = connectionOf(socket);
  const start = `2["${notice}",`;
  const kept = writeBuffer.filter(({ data }) => !(typeof data === 'string' && data.startsWith(start)));
  writeBuffer.splice(0, writeBuffer.length, ...kept);
}

function whenDrained(socket: Socket, listener: () => void): void {
  const { transport } = connectionOf(socket);
  const check = () => {
    if (unsent(socket) > 0) return;
    stop();
    listener();
  };
  const stop = () => transport.off('ready', check);
  transport.on('ready', check);
  socket.once('disconnect', stop);
}
