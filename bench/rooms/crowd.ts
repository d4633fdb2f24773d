import { WebSocket } from 'ws';
import { reconnectDelays } from '../../sdk/src/back-off.ts';
import { serveCalls } from './calls.ts';
import { dialects } from './dialect.ts';
import type { Dialect } from './dialect.ts';

/**
 * A crowd of viewers as raw websockets: they speak just enough Engine.IO and Socket.IO to enter a room, and count what
 * reaches each of them.
 */
interface Viewer {
  socket: WebSocket;
  index: number;
  entered(): void;
}

let dialect: Dialect = dialects.ours;
/** What a viewer sends to enter: a join, or a catch-up after a loss. */
let entry: readonly [string, object] = dialect.join;
/** The last frame that reached any of them. */
let heard: Buffer | undefined;
let viewers: Viewer[] = [];
let counting = false;
let deliveries = 0;
let frames = 0;
/** Milliseconds from send to receipt, of one delivery in sixteen so that keeping them costs nothing. */
let delays: number[] = [];
/** When each viewer got the pin of this round. */
let pinnedAt: number[] = [];
const now = () => performance.timeOrigin + performance.now();

/**
 * Looks at the sockets every few milliseconds instead of sleeping on them, so that the server's writes do not pay for waking
 * viewers, who in life are on other machines. Both sides of a bench get the same, and their times to receipt include it.
 */
const NAP_MS = 5;
const cell = new Int32Array(new SharedArrayBuffer(4));
function nap(): void {
  if (!counting) return;
  Atomics.wait(cell, 0, 0, NAP_MS);
  setImmediate(nap);
}

function receive(viewer: Viewer, data: Buffer): void {
  const [first, second] = data;
  if (first === 0x32 /* ping */) return viewer.socket.send('3');
  if (first === 0x30 /* open */) return viewer.socket.send('40');
  if (first !== 0x34) return;
  if (second === 0x30 /* connected */) return viewer.socket.send(`420${JSON.stringify(entry)}`);
  if (second === 0x33 /* answer */) return viewer.entered();
  if (second !== 0x32) return;
  heard = data;
  if (!counting) return;
  const seen = dialect.read(data);
  if (seen.pinned) pinnedAt.push(now());
  deliveries += seen.sentAt.length;
  frames += 1;
  if ((viewer.index + frames) % 16 === 0) for (const at of seen.sentAt) delays.push(now() - at);
}

function open(url: string, index: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${url}/socket.io/?EIO=4&transport=websocket`, {
      headers: { 'x-forwarded-for': `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}` },
      perMessageDeflate: false,
      skipUTF8Validation: true,
    });
    const viewer: Viewer = { socket, index, entered: resolve };
    socket.on('message', (data: Buffer) => receive(viewer, data));
    socket.on('error', reject);
    socket.on('close', () => (viewers = viewers.filter((each) => each !== viewer)));
    viewers.push(viewer);
  });
}

serveCalls(
  {
    /** Enters that many viewers, evenly over `spreadMs`; answers how long each took from dialing to the room's answer. */
    async enter(input: {
      url: string;
      room: string;
      kind: Dialect['kind'];
      count: number;
      from: number;
      spreadMs?: number;
    }) {
      dialect = dialects[input.kind];
      dialect.enter(input.room);
      entry = dialect.join;
      const took: number[] = [];
      const start = now();
      const one = async (index: number): Promise<void> => {
        const due = start + ((input.spreadMs ?? 0) * index) / input.count;
        if (due > now()) await new Promise((resolve) => setTimeout(resolve, due - now()));
        const dialed = now();
        await open(input.url, input.from + index);
        took.push(now() - dialed);
      };
      if (input.spreadMs !== undefined) {
        await Promise.all(Array.from({ length: input.count }, (_, index) => one(index)));
        return took;
      }
      for (let index = 0; index < input.count; index += 50) {
        await Promise.all(Array.from({ length: Math.min(50, input.count - index) }, (_, at) => one(index + at)));
      }
      return took;
    },
    /** Loses all connections at once; each viewer comes back when our client would and says what it has. Answers as `enter`. */
    async comeBack({ url, room }: { url: string; room: string }) {
      const after = Number(/"to":(\d+)/.exec(heard!.toString('latin1', 0, 200))![1]);
      entry = ['room:catch-up', { room, after }];
      const lost = viewers;
      viewers = [];
      for (const { socket } of lost) socket.terminate();
      const one = async ({ index }: Viewer): Promise<number> => {
        await new Promise((resolve) => setTimeout(resolve, reconnectDelays().reconnectionDelay));
        const dialed = now();
        await open(url, index);
        return now() - dialed;
      };
      return Promise.all(lost.map(one));
    },
    start() {
      if (!counting) setImmediate(nap);
      counting = true;
      [deliveries, frames, delays] = [0, 0, []];
    },
    stop() {
      counting = false;
      return { deliveries, frames, delays };
    },
    counts: () => ({ deliveries, frames }),
    pins() {
      const seen = pinnedAt;
      pinnedAt = [];
      return seen;
    },
    leave() {
      counting = false;
      for (const { socket } of viewers) socket.terminate();
      viewers = [];
    },
  },
  () => {},
);
