import { v7 } from 'uuid';
import { WebSocket } from 'ws';
import { serveCalls } from './calls.ts';

/** Buyers as raw websockets: they sign in, buy, and note what they were answered and how long it took. */
interface Shopper {
  socket: WebSocket;
  /** Resolves the question that is open; a shopper asks one at a time. */
  answered(answer: Buffer): void;
}

/** What the shoppers were asked to buy. */
export interface Goods {
  room: string;
  item: string;
  sku: string;
}

/** How the answers of one round were. */
export interface Answers {
  /** Answers by `accepted` or the code of the refusal. */
  counts: Record<string, number>;
  /** Milliseconds from asking to the answer. */
  delays: number[];
  /** When the first was asked and the last answered, in milliseconds since the epoch. */
  firstAt: number;
  lastAt: number;
}

let shoppers: Shopper[] = [];
const now = () => performance.timeOrigin + performance.now();

function connect(url: string, token: string, index: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${url}/socket.io/?EIO=4&transport=websocket`, {
      headers: { 'x-forwarded-for': `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}` },
      perMessageDeflate: false,
      skipUTF8Validation: true,
    });
    const shopper: Shopper = { socket, answered: () => {} };
    socket.on('error', reject);
    socket.on('message', (data: Buffer) => {
      const [first, second] = data;
      if (first === 0x32 /* ping */) socket.send('3');
      else if (first === 0x30 /* open */) socket.send(`40${JSON.stringify({ token })}`);
      else if (first === 0x34 && second === 0x30 /* connected */) resolve();
      else if (first === 0x34 && second === 0x34 /* refused */) reject(new Error(data.toString()));
      else if (first === 0x34 && second === 0x33 /* answer */) shopper.answered(data);
    });
    shoppers.push(shopper);
  });
}

function buy(shopper: Shopper, { room, item, sku }: Goods): Promise<string> {
  return new Promise((resolve) => {
    shopper.answered = (data) => {
      const [answer] = JSON.parse(data.toString('utf8', data.indexOf(0x5b))) as [
        { ok: boolean; error?: { code: string } },
      ];
      resolve(answer.ok ? 'accepted' : answer.error!.code);
    };
    const request = { room, item, sku, quantity: 1, priceVersion: 1, ticket: v7() };
    shopper.socket.send(`421${JSON.stringify(['purchase:place', request])}`);
  });
}

/** Everybody buys `times` times, the first time at a moment of their own within `spreadMs`. */
async function shop({ goods, times, spreadMs }: { goods: Goods; times: number; spreadMs: number }): Promise<Answers> {
  const counts: Record<string, number> = {};
  const delays: number[] = [];
  const firstAt = now();
  await Promise.all(
    shoppers.map(async (shopper, index) => {
      const due = firstAt + (spreadMs * index) / shoppers.length;
      if (due > now()) await new Promise((resolve) => setTimeout(resolve, due - now()));
      for (let time = 0; time < times; time += 1) {
        const asked = now();
        const answer = await buy(shopper, goods);
        delays.push(now() - asked);
        counts[answer] = (counts[answer] ?? 0) + 1;
      }
    }),
  );
  return { counts, delays, firstAt, lastAt: now() };
}

serveCalls(
  {
    async enter({ url, tokens, from }: { url: string; tokens: string[]; from: number }) {
      for (let start = 0; start < tokens.length; start += 50) {
        const some = tokens.slice(start, start + 50);
        await Promise.all(some.map((token, index) => connect(url, token, from + start + index)));
      }
    },
    shop,
    leave() {
      for (const { socket } of shoppers) socket.terminate();
      shoppers = [];
    },
  },
  () => {},
);
