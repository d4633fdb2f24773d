import { setTimeout as sleep } from 'node:timers/promises';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import { v7 } from 'uuid';
import { stamp } from './dialect.ts';

/** People who talk in a room at a steady rate, each in turn. */
export interface Talkers {
  /** Talks for so many seconds, waits for the answers, and tells how many lines were said and how many refused. */
  talk(perSecond: number, seconds: number): Promise<{ said: number; refused: number }>;
  close(): void;
}

const LINE_BYTES = 120;

export async function openTalkers(url: string, room: string, tokens: readonly (string | null)[]): Promise<Talkers> {
  const sockets = await Promise.all(tokens.map((token, index) => dial(url, token, index)));

  async function say(socket: Socket): Promise<boolean> {
    const text = stamp().padEnd(LINE_BYTES, 'lorem ipsum ');
    const answer = await socket.emitWithAck('chat:say', { room, messageId: v7(), text });
    return answer.ok;
  }

  return {
    async talk(perSecond, seconds) {
      const started = performance.now();
      const answers: Promise<boolean>[] = [];
      while (answers.length < perSecond * seconds) {
        const due = Math.min(perSecond * seconds, ((performance.now() - started) * perSecond) / 1000);
        while (answers.length < due) answers.push(say(sockets[answers.length % sockets.length]!));
        await sleep(5);
      }
      const said = (await Promise.all(answers)).filter(Boolean).length;
      return { said, refused: answers.length - said };
    },
    close() {
      for (const socket of sockets) socket.close();
    },
  };
}

/** From an address of its own, as people do. */
export async function dial(url: string, token: string | null, index = 0): Promise<Socket> {
  const socket = io(url, {
    extraHeaders: { 'x-forwarded-for': `10.255.0.${index & 255}` },
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    ...(token && { auth: { token } }),
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return socket;
}
