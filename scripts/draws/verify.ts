import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { DrawReport, DrawView } from '../../src/contract/draws.ts';
import { ticketHash, verifyDraw } from '../../src/draws/lots.ts';

/**
 * Draws every draw of a room again from its public record and says whether it was made as was promised. Needs nothing of
 * the service but that record, so anybody can run it.
 * `npm run verify-draw -- --room ID [--url http://127.0.0.1:3000] [--item ID] [--ticket ID]`, or `--file draw.json`;
 * with a ticket of one's own it says where that one stood
 */
const { values } = parseArgs({
  options: {
    room: { type: 'string' },
    item: { type: 'string' },
    ticket: { type: 'string' },
    file: { type: 'string' },
    url: { type: 'string', default: process.env['PUBLIC_URL'] ?? 'http://127.0.0.1:3000' },
  },
});

async function readRecord(): Promise<DrawReport[]> {
  if (values.file !== undefined) return [(JSON.parse(readFileSync(values.file, 'utf8')) as { draw: DrawReport }).draw];
  if (values.room === undefined) throw new Error('say which room: --room ID, or give a saved draw: --file draw.json');
  const { draws } = await read<{ draws: DrawView[] }>('');
  const all: DrawReport[] = [];
  for (const { itemId, number } of draws) all.push((await read<{ draw: DrawReport }>(`/${itemId}/${number}`)).draw);
  return all;
}

async function read<T>(path: string): Promise<T> {
  const answer = await fetch(`${values.url}/api/rooms/${values.room}/draws${path}`);
  if (!answer.ok) throw new Error(`the record could not be had: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}

function report(draw: DrawReport): boolean {
  const entries = draw.entries ?? [];
  const name = `item ${draw.itemId} draw ${draw.number}`;
  if (draw.seed === undefined) {
    console.log(`· ${name}: not made yet, bound to ${draw.commitment}`);
    return true;
  }
  const problems = verifyDraw(draw);
  const won = entries.filter(({ outcome }) => outcome === 'won').length;
  console.log(
    `${problems.length === 0 ? '✓' : '✗'} ${name}: ${entries.length} entries, ${won} drawn, seed ${draw.seed}`,
  );
  for (const problem of problems) console.log(`    ${problem}`);
  const own = values.ticket === undefined ? undefined : ticketHash(values.ticket);
  const place = entries.findIndex((entry) => entry.ticketHash === own);
  if (place >= 0) console.log(`    your ticket came at place ${place + 1}: ${entries[place]!.outcome}`);
  return problems.length === 0;
}

try {
  const draws = await readRecord();
  const wanted = draws.filter(({ itemId }) => values.item === undefined || itemId === values.item);
  if (wanted.length === 0) console.log('there are no draws to verify');
  const fair = wanted.map(report);
  process.exitCode = fair.every(Boolean) ? 0 : 1;
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 2;
}
