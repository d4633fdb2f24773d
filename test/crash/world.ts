import { compose } from '#src/compose.ts';
import type { Composed } from '#src/compose.ts';
import { readConfig } from '#src/config.ts';
import { startSession } from '#src/accounts/start-session.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { openSale, testAddress } from '../support/sale.ts';
import type { Sale } from '../support/sale.ts';
import { createClient } from './client.ts';
import type { Client } from './client.ts';
import type { Lane } from './lane.ts';

export const BUYERS = 50;

/** Somebody with an account and a connection. */
export interface Person {
  member: Member;
  client: Client;
}

/** One run's room, goods and people; nothing of it is shared with another run. */
export interface World {
  room: string;
  host: Person;
  buyers: Person[];
  /** Few units, so that it sells out and opens again; plenty; a limit per buyer; sold to who pays first; and drawn. */
  sales: Record<'scarce' | 'ample' | 'limited' | 'paid' | 'drawn', Sale>;
  close(): void;
}

/** The harness's own eyes on a lane's stores; it sells nothing itself. */
export function lookInto(lane: Lane): Promise<Composed> {
  return compose(readConfig({ ...lane.env, LOG_LEVEL: 'silent' }), { process: 'script' });
}

export async function openWorld(deps: Composed, url: string): Promise<World> {
  const scarce = await openSale(deps, { units: 40, stock: 60, price: 9_900 });
  const ample = await openSale(deps, { units: 20_000, stock: 24_000, price: 1_990, beside: scarce });
  const limited = await openSale(deps, { units: 300, stock: 400, price: 4_950, limit: 6, beside: scarce });
  const paid = await openSale(deps, { units: 60, stock: 80, price: 2_900, mode: 'first_paid', beside: scarce });
  const drawn = await openSale(deps, { units: 300, stock: 320, price: 3_900, mode: 'equal_chance', beside: scarce });
  await deps.gate.setActive(scarce.room, true);
  const person = async (id: string, index: number): Promise<Person> => {
    const member = await openAccount(deps, id);
    const sign = async (audience: 'socket' | 'api') => (await deps.tokens.sign(member, audience)).token;
    const tokens = { socket: () => sign('socket'), api: () => sign('api') };
    return { member, client: createClient(url, tokens, `127.0.1.${index + 1}`) };
  };
  const host = await person(scarce.seller, BUYERS);
  const buyers = await Promise.all(Array.from({ length: BUYERS }, (_, index) => person(deps.newId(), index)));
  return {
    room: scarce.room,
    host,
    buyers,
    sales: { scarce, ample, limited, paid, drawn },
    close: () => [host, ...buyers].forEach(({ client }) => client.close()),
  };
}

async function openAccount(deps: Composed, id: string): Promise<Member> {
  const account = {
    _id: id,
    email: `${id}@crash.example`,
    name: 'Somebody',
    role: 'member',
    passwordHash: '-',
    address: testAddress,
    createdAt: new Date(),
  } as const;
  await deps.accounts.insert(account);
  const { refreshToken } = await startSession(deps, account, { agent: 'crash test', address: '127.0.0.1' });
  return { kind: 'member', id, name: account.name, role: 'member', sessionId: refreshToken.split('.')[0]! };
}
