import { setTimeout as pause } from 'node:timers/promises';
import type { PlacePurchase } from '#src/contract/purchases.ts';
import { NOT_CONNECTED } from './client.ts';
import type { History, Operation, Outcome } from './history.ts';
import type { Random } from './random.ts';
import type { Person, World } from './world.ts';

/** What a buyer does with a purchase that was accepted. */
const fates = { pay: 34, leave: 16, cancel: 16, late: 12, 'decline, pay': 6, decline: 4, refund: 8, 'pay, cancel': 4 };
type Fate = keyof typeof fates;

/** Fates in which a hold runs out unpaid, for which the second time in a row closes buying for a while. */
const lapsing: readonly Fate[] = ['leave', 'late', 'decline'];
/** A hold that ran out has been counted by then, in milliseconds after its end. */
const LAPSE_SLACK_MS = 3_000;

/** Purchases one buyer has under way at most. */
const OPEN_MAX = 3;

/** When everybody's shopping ends. */
export interface Shopping {
  /** No new purchase is begun any more. */
  closing: boolean;
  /** Who buys now lets go of it unpaid. */
  leaving: boolean;
  /** From this moment on nobody waits for an answer any more. Milliseconds. */
  deadline: number;
  /** How long a hold lasts, in milliseconds. */
  hold: number;
}

export interface Shopper {
  person: Person;
  index: number;
  world: World;
  history: History;
  random: Random;
  shopping: Shopping;
  /** Every purchase that was begun, to ask for it at the end. */
  requests: PlacePurchase[];
  /** When the last hold let go will have been counted; undefined when a payment has made up for it. */
  lapsedAt?: number | undefined;
}

/** One buyer who buys again and again until the shop closes, and brings every purchase to its end. */
export async function shop(shopper: Shopper): Promise<void> {
  const { random, shopping } = shopper;
  const open = new Set<Promise<void>>();
  await pause(random.whole(0, 800));
  while (!shopping.closing) {
    // People wait for what they have begun before they begin more.
    if (open.size < OPEN_MAX) {
      const purchase = buy(shopper).finally(() => open.delete(purchase));
      open.add(purchase);
    }
    await pause(random.whole(500, 2_000));
  }
  await Promise.all(open);
}

async function buy(shopper: Shopper): Promise<void> {
  const { random, world } = shopper;
  const sale = world.sales[random.weighted({ scarce: 35, ample: 30, limited: 15, paid: 10, drawn: 10 })];
  const isStale = random.next() < 0.03;
  const request = sale.request({ quantity: random.pick([1, 1, 1, 2, 3]), ...(isStale && { priceVersion: 0 }) });
  shopper.requests.push(request);
  const fate = chooseFate(shopper);
  // A nervous finger: the same purchase twice at once.
  const twice = random.next() < 0.2;
  const [accepted] = await Promise.all([place(shopper, request), twice ? place(shopper, request) : undefined]);
  if (!accepted) return;
  await live(shopper, request, fate);
}

/** People who let a hold go pay for something before they do it again; the others would soon be shut out. */
function chooseFate(shopper: Shopper): Fate {
  const fate = shopper.shopping.leaving ? 'leave' : shopper.random.weighted(fates);
  if (!lapsing.includes(fate)) return fate;
  if (shopper.lapsedAt !== undefined) return 'pay';
  shopper.lapsedAt = Date.now() + shopper.shopping.hold + LAPSE_SLACK_MS;
  return fate;
}

/** Sends one call and writes down what came of it. */
export async function call<T>(
  { history, index }: Shopper,
  operation: Operation,
  ticket: string,
  send: () => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const began = Date.now();
  const outcome = await send();
  // What was never sent is no call.
  if (outcome.kind === 'unknown' && outcome.why === NOT_CONNECTED) return outcome;
  history.add({ buyer: index, operation, ticket, began, ended: Date.now(), outcome });
  return outcome;
}

/** Repeats a call under the same ticket until its outcome is known. Undefined when time ran out. */
export async function insist<T>(
  shopper: Shopper,
  operation: Operation,
  ticket: string,
  send: () => Promise<Outcome<T>>,
): Promise<Exclude<Outcome<T>, { kind: 'unknown' }> | undefined> {
  while (Date.now() < shopper.shopping.deadline) {
    const outcome = await call(shopper, operation, ticket, send);
    if (outcome.kind === 'ok') return outcome;
    if (outcome.kind === 'refused' && !['WARMING_UP', 'RATE_LIMITED'].includes(outcome.code)) return outcome;
    const wait = outcome.kind === 'refused' ? (outcome.retryAfterMs ?? 0) : 0;
    await pause(Math.min(Math.max(wait, shopper.random.whole(50, 300)), 2_000));
  }
  return undefined;
}

/** True when it was accepted; one that takes part in a draw asks again when that should have been made. */
export async function place(shopper: Shopper, request: PlacePurchase): Promise<boolean> {
  const { client } = shopper.person;
  for (;;) {
    const outcome = await insist(shopper, 'place', request.ticket, () => client.ask('purchase:place', request));
    if (outcome?.kind !== 'ok') return false;
    if (!('entered' in outcome.data)) return true;
    await pause(Math.max(0, Date.parse(outcome.data.entered.endsAt) - Date.now()) + shopper.random.whole(400, 1_200));
  }
}

async function live(shopper: Shopper, request: PlacePurchase, fate: Fate): Promise<void> {
  const { random, shopping } = shopper;
  const { hold } = shopping;
  switch (fate) {
    case 'leave':
      return;
    case 'cancel':
      await pause(random.pick([0, 0, random.whole(0, 1_500)]));
      return cancel(shopper, request);
    case 'pay':
      return void (await pay(shopper, request, { act: 'pay' }));
    case 'late':
      // The money arrives when the hold has just ended.
      return void (await pay(shopper, request, { act: 'delay', delayMs: hold + random.whole(-500, 2_500) }));
    case 'decline':
      return void (await pay(shopper, request, { act: 'decline' }));
    case 'decline, pay':
      await pay(shopper, request, { act: 'decline' });
      await pause(random.whole(300, 900));
      return void (await pay(shopper, request, { act: 'pay' }));
    case 'pay, cancel':
      // Money on its way to an order that is cancelled meanwhile goes back.
      if (await pay(shopper, request, { act: 'delay', delayMs: random.whole(300, 900) }))
        await cancel(shopper, request);
      return;
    case 'refund':
      if (await pay(shopper, request, { act: 'pay' })) await refund(shopper, request.ticket);
  }
}

async function cancel(shopper: Shopper, request: PlacePurchase): Promise<void> {
  const { client } = shopper.person;
  await insist(shopper, 'cancel', request.ticket, () => client.ask('purchase:cancel', { ticket: request.ticket }));
}

/** Begins a payment and acts on the provider's page. True when the provider knows of the act. */
async function pay(
  shopper: Shopper,
  request: PlacePurchase,
  act: { act: 'pay' | 'decline' | 'delay'; delayMs?: number },
): Promise<boolean> {
  const { ticket } = request;
  const { client } = shopper.person;
  const begin = () => insist(shopper, 'pay', ticket, () => client.ask('purchase:pay', { ticket }));
  let begun = await begin();
  if (begun?.kind === 'refused' && begun.code === 'UNKNOWN_TICKET') {
    // Redis lost it before its order was durable: it is placed again under the same id.
    if (!(await place(shopper, request))) return false;
    begun = await begin();
  }
  if (begun?.kind !== 'ok') return false;
  const intent = begun.data.url.split('/').at(-1)!;
  const done = await insist(shopper, 'act', ticket, () => client.http(`POST /api/sandbox/intents/${intent}`, act));
  // An act whose answer was lost is refused when it is repeated.
  const isDone = done?.kind === 'ok' || (done?.kind === 'refused' && done.code === 'CONFLICT');
  if (isDone && act.act === 'pay' && Date.now() > (shopper.lapsedAt ?? Infinity)) shopper.lapsedAt = undefined;
  return isDone;
}

/** The seller gives the money back as soon as it is there. */
async function refund(shopper: Shopper, ticket: string): Promise<void> {
  const { client } = shopper.world.host;
  for (let tries = 0; tries < 10; tries += 1) {
    const route = `POST /api/orders/${ticket}/refund`;
    const outcome = await insist(shopper, 'refund', ticket, () => client.http(route));
    if (outcome?.kind !== 'refused' || outcome.code !== 'ORDER_STATE') return;
    await pause(300);
  }
}

/** What a client does that knows of an accepted purchase: it asks, and places it again when nobody knows it. */
export async function ask(shopper: Shopper, request: PlacePurchase): Promise<'known' | 'refused' | 'silent'> {
  const { client } = shopper.person;
  const { ticket, room } = request;
  const outcome = await insist(shopper, 'status', ticket, () => client.ask('purchase:status', { ticket, room }));
  if (outcome === undefined) return 'silent';
  if (outcome.kind === 'ok') return 'known';
  if (outcome.code !== 'UNKNOWN_TICKET') return 'refused';
  const again = await insist(shopper, 'place', ticket, () => client.ask('purchase:place', request));
  if (again === undefined) return 'silent';
  return again.kind === 'ok' ? 'known' : 'refused';
}
