import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '#src/contract/commands.ts';
import type { CommandName } from '#src/contract/commands.ts';
import { errorTable } from '#src/contract/errors.ts';
import { routes } from '#src/contract/routes.ts';
import type { RouteName } from '#src/contract/routes.ts';
import { callOf, payloadOf } from '../support/contract-arbitraries.ts';
import type { Known } from '../support/contract-arbitraries.ts';
import { openSale, testAddress } from '../support/sale.ts';
import { openSeller, stockShelf } from '../support/seller.ts';
import { startService } from '../support/service.ts';
import type { Person, Service } from '../support/service.ts';

let service: Service;
/** Owns the things that are there, so that calls reach deep. */
let host: Person;
let operator: Person;
let known: Known;
beforeAll(async () => {
  service = await startService({ env: { TRUST_PROXY: '1', SHOP_AUTO_APPROVE: 'true' } });
  operator = await service.operator();
  const seller = await openSeller(service);
  host = seller.host;
  const room = await seller.schedule();
  const item = await stockShelf(seller, room);
  const live = await openSale(service.deps);
  const buyer = await service.person();
  await buyer.http('PUT /api/me/address', testAddress);
  const socket = await buyer.socket();
  const request = live.request();
  await socket.ask('purchase:place', request);
  socket.close();
  known = {
    room: [room, live.room],
    item: [item, live.item],
    sku: [seller.skuId, live.sku],
    product: [seller.productId],
    shop: [seller.shopId],
    channel: [seller.channelId],
    ticket: [request.ticket],
    order: [request.ticket],
    account: [buyer.id],
  };
}, 60_000);
afterAll(() => service.close());

/** Few runs of each name, many names: every run asks the real service. More by FUZZ_RUNS, to search. */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 4);
/** So that limits do not answer in place of the code under test. */
let call = 0;
const address = () => ({ 'x-forwarded-for': `10.${(call += 1) >> 8}.0.${call & 255}` });
/** Signing out would make every later answer the same. */
const dull = new Set<string>(['POST /api/auth/sign-out-everywhere']);

describe('whatever is sent', () => {
  const commandNames = Object.keys(commands) as CommandName[];
  it.each(commandNames)('%s is acknowledged: data, or an error of the table that is not INTERNAL', async (name) => {
    const sockets = [await service.socket(undefined, { headers: address() }), await host.socket()];
    const property = fc.asyncProperty(payloadOf(name, known), mostlyLast(2), async (payload, who) => {
      const answer: unknown = await sockets[who]!.raw.timeout(10_000).emitWithAck(name, payload);
      expectAnswer(answer);
    });
    await fc.assert(property, { numRuns: RUNS });
    for (const socket of sockets) expect(socket.raw.connected).toBe(true);
    for (const socket of sockets) socket.close();
  });

  const routeNames = (Object.keys(routes) as RouteName[]).filter((name) => !dull.has(name));
  it.each(routeNames)('%s answers within the contract and never 500', async (name) => {
    const tokens = [
      undefined,
      ...(name.includes(' /api/ops/') ? [host, operator] : [operator, host]).map(({ token }) => token),
    ];
    const property = fc.asyncProperty(callOf(name, known), mostlyLast(3), async ({ method, path, body }, who) => {
      const token = tokens[who];
      const answer = await service.http(`${method} ${path}`, { body, headers: address(), ...(token && { token }) });
      if (answer.status < 300) return;
      expect({ path, status: answer.status, type: answer.headers.get('content-type') }).toEqual({
        path,
        status: errorTable[answer.body.code as keyof typeof errorTable]?.status,
        type: 'application/problem+json; charset=utf-8',
      });
      expect([path, body, answer.body.code]).not.toEqual([path, body, 'INTERNAL']);
    });
    await fc.assert(property, { numRuns: RUNS });
  });

  it('the service is still ready afterwards', async () => {
    expect((await service.http('GET /readyz')).body).toMatchObject({ ok: true });
  });
});

/** Which of so many callers: mostly the one with the rights. */
function mostlyLast(callers: number): fc.Arbitrary<number> {
  return fc.oneof({ weight: 5, arbitrary: fc.constant(callers - 1) }, { weight: 1, arbitrary: fc.nat(callers - 1) });
}

function expectAnswer(answer: unknown): void {
  const { ok, error } = answer as { ok: boolean; error?: { code: string } };
  if (ok) return;
  expect(Object.keys(errorTable)).toContain(error?.code);
  expect(error?.code).not.toBe('INTERNAL');
}
