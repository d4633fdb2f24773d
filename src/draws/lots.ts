import { createHash, createHmac } from 'node:crypto';

/** What is told of a seed before anybody can tap: SHA-256 of its 32 bytes, in hex. */
export function commitmentOf(seed: string): string {
  return createHash('sha256').update(Buffer.from(seed, 'hex')).digest('hex');
}

/**
 * How a ticket is named in public: SHA-256 of its id, in hex. The id itself is its owner's alone, because another account
 * that places a purchase under it before its order is durable would take its place.
 */
export function ticketHash(ticket: string): string {
  return createHash('sha256').update(ticket).digest('hex');
}

/**
 * The order in which tickets are served: by HMAC-SHA256 of the ticket's hash under the seed. Nobody who does not know the
 * seed can choose an id that comes early, and everybody who does can check.
 */
export function drawOrder(seed: string, hashes: readonly string[]): string[] {
  const key = Buffer.from(seed, 'hex');
  const lots = new Map(hashes.map((hash) => [hash, createHmac('sha256', key).update(hash).digest('hex')]));
  return [...lots.keys()].toSorted((a, b) => (lots.get(a)! < lots.get(b)! ? -1 : 1));
}

/** A draw as everybody may see it. */
export interface PublicDraw {
  number: number;
  commitment: string;
  seed?: string | undefined;
  entries?: readonly { ticketHash: string; sku: string; quantity: number; outcome: string }[] | undefined;
}

/** What is wrong with a draw that was made; nothing when it was made as was promised. */
export function verifyDraw({ commitment, seed, entries = [] }: PublicDraw): string[] {
  if (seed === undefined) return ['its seed has not been told yet'];
  const problems: string[] = [];
  if (commitmentOf(seed) !== commitment) problems.push('the seed is not the one that was committed to');
  const order = drawOrder(
    seed,
    entries.map((entry) => entry.ticketHash),
  );
  const misplaced = entries.find((entry, index) => entry.ticketHash !== order[index]);
  if (misplaced) problems.push(`ticket ${misplaced.ticketHash} is not where the seed puts it`);
  for (const [index, loser] of entries.entries()) {
    if (loser.outcome !== 'NOT_DRAWN') continue;
    const later = entries
      .slice(index + 1)
      .find(({ sku, quantity, outcome }) => outcome === 'won' && sku === loser.sku && quantity >= loser.quantity);
    if (later) problems.push(`ticket ${later.ticketHash} got units that ticket ${loser.ticketHash} came before`);
  }
  return problems;
}
