import type { Socket as NetSocket } from 'node:net';
import type { Server, Socket } from 'socket.io';
import type { NoticeName, NoticePayload } from '../../contract/commands.ts';
import { edgePolicy } from './policy.ts';
import { prepareFrame } from './prepared-frame.ts';
import { createSlices } from './slices.ts';

/** This node's own sockets by channel; nothing here asks or tells another node. */
export interface LocalSockets {
  /**
   * Encodes once and writes the same bytes to every socket of the channel, in slices with pauses so that the event loop stays
   * free. Deliveries to one channel must wait for each other: two at a time would overtake.
   */
  deliver<N extends NoticeName>(
    channel: string,
    notice: N,
    payload: NoticePayload<N>,
    slow: SlowRule,
  ): Promise<Delivered>;
  /** To one socket; false when it is not on this node (any more). */
  notify<N extends NoticeName>(socketId: string, notice: N, payload: NoticePayload<N>): boolean;
  /** Bytes that wait to be sent to a socket; 0 when it is not here. */
  unsent(socketId: string): number;
  /** Sockets in the channel. */
  count(channel: string): number;
}

/** A socket with more than `bytes` unsent is taken out of the channel and its queue of the notice is thrown away. */
export interface SlowRule {
  bytes: number;
  /** Called for each one taken out, when the rest has left. */
  onDrained(socketId: string): void;
}

/** What a delivery did; `busyMs` is the time it kept the event loop. */
export interface Delivered {
  shed: number;
  busyMs: number;
}

/** Sockets written to between two looks at the clock. */
const STRIDE = 16;

export function createLocalSockets(io: Server): LocalSockets {
  const namespace = io.of('/');
  const slices = createSlices(edgePolicy.sliceMs);
  const members = (channel: string) => namespace.adapter.rooms.get(channel);
  return {
    async deliver(channel, notice, payload, slow) {
      const done: Delivered = { shed: 0, busyMs: 0 };
      const all = members(channel);
      if (!all) return done;
      let began = performance.now();
      const write = createWriter(io, notice, payload);
      const ids = [...all];
      for (let index = 0; index < ids.length; index += 1) {
        if (index % STRIDE === 0 && slices.isOver()) {
          done.busyMs += performance.now() - began;
          await slices.rest();
          began = performance.now();
        }
        const socket = all.has(ids[index]!) ? namespace.sockets.get(ids[index]!) : undefined;
        if (socket && unsent(socket) > slow.bytes) {
          shed(socket, channel, notice, slow);
          done.shed += 1;
        } else if (socket) {
          write(socket);
        }
      }
      done.busyMs += performance.now() - began;
      return done;
    },
    notify: (socketId, notice, payload) => namespace.sockets.get(socketId)?.emit(notice, payload) ?? false,
    unsent(socketId) {
      const socket = namespace.sockets.get(socketId);
      return socket ? unsent(socket) : 0;
    },
    count: (channel) => members(channel)?.size ?? 0,
  };
}

/** The parts of Socket.IO and Engine.IO below a socket that a prepared frame and a look at its queue need. */
interface Connection {
  readyState: string;
  writeBuffer: { data?: unknown }[];
  transport: {
    writable: boolean;
    socket?: {
      bufferedAmount?: number;
      _sender?: { sendFrame(buffers: readonly Buffer[]): void };
      _socket?: NetSocket;
    };
  };
}
interface Below {
  client: { writeToEngine(packets: string[], options: object): void };
}
interface Encoder {
  encode(packet: { type: number; nsp: string; data: unknown[] }): string[];
}
const EVENT = 2;
const MESSAGE = '4';
const connectionOf = (socket: Socket) => socket.conn as unknown as Connection;

/**
 * The same packet for all. A connection with nothing queued gets the frame at once, past Engine.IO's own queue, whose
 * bookkeeping costs as much as the rest of a write; any other queues it in its place behind what waits already.
 */
function createWriter(io: Server, notice: NoticeName, payload: unknown): (socket: Socket) => void {
  const { encoder } = io as unknown as { encoder: Encoder };
  const packets = encoder.encode({ type: EVENT, nsp: '/', data: [notice, payload] });
  const buffers = [prepareFrame(MESSAGE + packets[0]!)];
  const options = { preEncoded: true, wsPreEncodedFrame: buffers };
  return (socket) => {
    const { readyState, transport, writeBuffer } = connectionOf(socket);
    const sender = transport.socket?._sender;
    const isIdle = readyState === 'open' && transport.writable && writeBuffer.length === 0;
    if (isIdle && sender) sender.sendFrame(buffers);
    else (socket as unknown as Below).client.writeToEngine(packets, options);
  };
}

/** Bytes handed over to the websocket and not sent, and text still queued before it. */
function unsent(socket: Socket): number {
  const { transport, writeBuffer } = connectionOf(socket);
  let bytes = transport.socket?.bufferedAmount ?? 0;
  for (const { data } of writeBuffer) bytes += typeof data === 'string' ? data.length : 0;
  return bytes;
}

function shed(socket: Socket, channel: string, notice: NoticeName, slow: SlowRule): void {
  void socket.leave(channel);
  dropQueued(socket, notice);
  whenDrained(socket, () => slow.onDrained(socket.id));
}

function dropQueued(socket: Socket, notice: NoticeName): void {
  const { writeBuffer } = connectionOf(socket);
  const start = `2["${notice}",`;
  const kept = writeBuffer.filter(({ data }) => !(typeof data === 'string' && data.startsWith(start)));
  writeBuffer.splice(0, writeBuffer.length, ...kept);
}

function whenDrained(socket: Socket, listener: () => void): void {
  const stream = connectionOf(socket).transport.socket?._socket;
  if (!stream?.writable) return;
  // Prepared frames leave past Engine.IO, which so knows nothing of their end; an empty write is done when all before it are.
  stream.write('', (error) => {
    if (error || !socket.connected) return;
    if (unsent(socket) > 0) whenDrained(socket, listener);
    else listener();
  });
}
