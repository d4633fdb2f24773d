import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '#src/contract/errors.ts';
import { decideDraw } from '#src/draws/decide-draw.ts';
import { createOrder } from '#src/orders/create-order.ts';
import { purchaseHistory } from '../../sdk/src/purchase-history.ts';
import { listHistory } from '#src/purchases/list-history.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { noteRefusal } from '#src/purchases/note-refusal.ts';
import { placePurchase } from '#src/purchases/place-purchase.ts';
import { openBench, openSale } from '../support/sale.ts';
import type { Sale } from '../support/sale.ts';
import { openSeller } from '../support/seller.ts';
import { startService } from '../support/service.ts';
import type { Client, Person, Service } from '../support/service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService({ env: { SHOP_AUTO_APPROVE: 'true' } });
});
afterAll(() => service.close());

interface Buyer extends Person {
  line: Client;
}
async function buyer(name: string): Promise<Buyer> {
  const person = await service.person(name);
  return { ...person, line: await person.socket() };
}
const history = async (person: Person, query = '') => {
  await service.deps.refusedTickets.flush();
  const { status, body } = await person.http(`GET /api/purchases${query}`);
  expect(status).toBe(200);
  return body;
};
async function place({ line }: Buyer, sale: Sale, over = {}): Promise<string> {
  const request = sale.request(over);
  await line.ask('purchase:place', request);
  return request.ticket;
}
const order = (sale: Sale, ticket: string) => createOrder(service.deps, { room: sale.room, ticket });

describe('the history of a buyer', () => {
  it('has orders, tickets that came to nothing, and refused ones with the reason, newest first', async () => {
    const sale = await openSale(service.deps, { units: 3, limit: 2 });
    const [ann, ben] = [await buyer('Ann'), await buyer('Ben')];
    const bought = await place(ann, sale, { quantity: 2 });
    await order(sale, bought);
    const tooMany = sale.request();
    await expect(ann.line.ask('purchase:place', tooMany)).rejects.toThrow('LIMIT');
    const last = await place(ben, sale);
    await order(sale, last);
    const late = sale.request();
    await expect(ben.line.ask('purchase:place', late)).rejects.toThrow('SOLD_OUT');
    await ben.line.ask('purchase:cancel', { ticket: last });
    const given = await place(ben, sale);
    await ben.line.ask('purchase:cancel', { ticket: given });
    await order(sale, given);

    const ofAnn = await history(ann);
    expect(ofAnn.rows).toMatchObject([
      {
        outcome: 'refused',
        ticket: tooMany.ticket,
        title: 'Green tea',
        skuName: '100 g',
        quantity: 1,
        roomId: sale.room,
      },
      { outcome: 'order', ticket: bought, order: { id: bought, state: 'placed', quantity: 2 } },
    ]);
    expect(ofAnn.rows[0].code).toMatch(/LIMIT/);
    expect(ofAnn.next).toBeUndefined();
    const ofBen = await history(ben);
    expect(ofBen.rows).toMatchObject([
      { ticket: given },
      { outcome: 'refused', ticket: late.ticket, code: 'SOLD_OUT' },
      { outcome: 'order', ticket: last, order: { state: 'cancelled', cancelReason: 'user' } },
    ]);
    expect(['void', 'order']).toContain(ofBen.rows[0].outcome);
  });

  it('is seen by a seller as far as it is his shop, by an operator as a whole, and by nobody else', async () => {
    const { shopId: shop, host } = await openSeller(service);
    const [product, sku] = [service.deps.newId(), service.deps.newId()];
    const sameProduct = { product, sku, seller: host.id, shop };
    const [tea, cups] = [await openSale(service.deps, { units: 3, sameProduct }), await openSale(service.deps)];
    const ann = await buyer('Ann');
    const refused = async (sale: Sale) => {
      const request = sale.request({ priceVersion: 7 });
      await expect(ann.line.ask('purchase:place', request)).rejects.toThrow('PRICE_CHANGED');
      return request.ticket;
    };
    const bought = await place(ann, tea);
    await order(tea, bought);
    const [ofTea, ofCups] = [await refused(tea), await refused(cups)];
    await service.deps.refusedTickets.flush();
    const ofShop = `GET /api/shops/${shop}/buyers/${ann.id}/purchases`;
    const rows = await host.http(ofShop);
    expect(rows.body.rows).toMatchObject([
      { outcome: 'refused', ticket: ofTea, code: 'PRICE_CHANGED' },
      { outcome: 'order', ticket: bought },
    ]);
    expect((await ann.http(ofShop)).status).toBe(404);
    expect((await ann.http(`GET /api/ops/accounts/${ann.id}/purchases`)).status).toBe(403);
    const operator = await service.operator();
    const all = await operator.http(`GET /api/ops/accounts/${ann.id}/purchases`);
    expect(all.body.rows.map((row: { ticket: string }) => row.ticket)).toEqual([ofCups, ofTea, bought]);
    const one = await operator.http(ofShop);
    expect(one.body.rows.map((row: { ticket: string }) => row.ticket)).toEqual([ofTea, bought]);
  });

  it('is read in pages of at most a hundred, every ticket once', async () => {
    const sale = await openSale(service.deps, { units: 4, limit: 4 });
    const ann = await buyer('Ann');
    const tickets: string[] = [];
    for (let count = 0; count < 4; count += 1) {
      tickets.push(await place(ann, sale));
      await order(sale, tickets.at(-1)!);
      const refused = sale.request({ priceVersion: 7 });
      await expect(ann.line.ask('purchase:place', refused)).rejects.toThrow('PRICE_CHANGED');
      tickets.push(refused.ticket);
    }
    const seen: string[] = [];
    let next: string | undefined;
    do {
      const answer = await history(ann, `?limit=3${next ? `&cursor=${next}` : ''}`);
      expect(answer.rows.length).toBeLessThanOrEqual(3);
      seen.push(...answer.rows.map((row: { ticket: string }) => row.ticket));
      next = answer.next;
    } while (next);
    expect(seen).toEqual(tickets.toReversed());
    const read: string[] = [];
    for await (const { ticket } of purchaseHistory({ url: service.url, token: ann.token })) read.push(ticket);
    expect(read).toEqual(seen);
    expect((await ann.http('GET /api/purchases?limit=101')).status).toBe(400);
  });

  it('is nobody else’s, and shows a ticket that was refused and then accepted as its order', async () => {
    const sale = await openSale(service.deps, { units: 1 });
    const [ann, ben] = [await buyer('Ann'), await buyer('Ben')];
    const request = sale.request({ priceVersion: 7 });
    await expect(ann.line.ask('purchase:place', request)).rejects.toThrow('PRICE_CHANGED');
    await ann.line.ask('purchase:place', { ...request, priceVersion: 1 });
    await order(sale, request.ticket);
    expect((await history(ann)).rows).toMatchObject([{ outcome: 'order', ticket: request.ticket }]);
    // The same id by somebody else is a ticket of its own.
    await expect(ben.line.ask('purchase:place', { ...request, priceVersion: 7 })).rejects.toThrow();
    const ofBen = (await history(ben)).rows;
    expect(ofBen.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['refused']);
    expect((await history(ann)).rows).toHaveLength(1);
    expect((await service.http('GET /api/purchases')).status).toBe(401);
  });

  it('gives the reason that ended it, and not one that passed', async () => {
    const sale = await openSale(service.deps, { units: 1 });
    const ann = await buyer('Ann');
    const request = sale.request();
    const actor = { kind: 'member', id: ann.id } as Member;
    for (const code of ['WARMING_UP', 'SOLD_OUT'] as const) {
      const refused = noteRefusal(service.deps, actor, request, Promise.reject(new AppError(code)));
      await expect(refused).rejects.toThrow(code);
      await service.deps.refusedTickets.flush();
    }
    expect((await history(ann)).rows).toMatchObject([{ outcome: 'refused', code: 'SOLD_OUT' }]);
  });
});

it('a draw that gave nothing stands in the history, once, however often its result is told', async () => {
  const bench = await openBench();
  try {
    const { deps } = bench;
    const sale = await openSale(deps, { units: 1, mode: 'equal_chance' });
    const buyers = await Promise.all([bench.buyer('Ann'), bench.buyer('Ben')]);
    for (const each of buyers) await placePurchase(deps, each, sale.request());
    bench.clock.pass(11_000);
    await decideDraw(deps, sale);
    await decideDraw(deps, sale);
    await deps.refusedTickets.flush();
    const rows = await Promise.all(buyers.map((each) => listHistory(deps, each, { limit: 10 })));
    expect(rows.flatMap((page) => page.rows)).toMatchObject([{ outcome: 'refused', code: 'NOT_DRAWN', quantity: 1 }]);
  } finally {
    await bench.close();
  }
});
