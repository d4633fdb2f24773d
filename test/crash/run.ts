import { setTimeout as pause } from 'node:timers/promises';
import type { Composed } from '#src/compose.ts';
import { ask, insist, shop } from './buyer.ts';
import type { Shopper, Shopping } from './buyer.ts';
import { check } from './checker.ts';
import { strike } from './fault.ts';
import type { Fault, FaultReport } from './fault.ts';
import { createHistory } from './history.ts';
import type { History } from './history.ts';
import type { Lane } from './lane.ts';
import { pointFacts } from './points.ts';
import { createRandom } from './random.ts';
import { comeToRest, settled } from './rest.ts';
import type { SceneActs } from './scenes.ts';
import { until } from './wait.ts';
import { openWorld } from './world.ts';
import type { World } from './world.ts';
import { watchOrders } from './watch-orders.ts';

/** One run: a sale in a room of its own, and what goes wrong in it, one after the other. */
export interface RunPlan {
  name: string;
  seed: number;
  /** Seconds a hold lasts. */
  hold: number;
  workers: 1 | 2;
  faults: Fault[];
}

export interface RunResult {
  plan: RunPlan;
  problems: string[];
  /** Promises of time that were broken, which say something only of a machine that has nothing else to do. */
  late: string[];
  /** Faults whose point was not reached. */
  missed: Fault[];
  accepted: number;
  orders: number;
  /** How many calls ended how. */
  calls: ReadonlyMap<string, number>;
  /** Milliseconds: selling after the part was back, and the order of a ticket accepted or in work when it died. */
  slowestBack: number;
  slowestOrder: number;
  tookMs: number;
}

/** Selling goes on before and after what goes wrong for this long, in milliseconds. */
const WARM_MS = 1_200;
const AFTER_MS = 1_500;
export const BACK_MS = 5_000;
export const ORDER_MS = 10_000;

/** Does one run from its opening to the checked end. */
export async function doRun(lane: Lane, deps: Composed, plan: RunPlan): Promise<RunResult> {
  const began = Date.now();
  await lane.prepare(plan);
  const world = await openWorld(deps, lane.url);
  const random = createRandom(plan.seed);
  const history = createHistory(plan.hold * 1_000);
  const shopping: Shopping = { closing: false, leaving: false, deadline: Infinity, hold: plan.hold * 1_000 };
  const shopper = (index: number): Shopper => {
    const person = world.buyers[index] ?? world.host;
    return { person, index, world, history, random: random.branch(`buyer ${index}`), shopping, requests: [] };
  };
  const shoppers = world.buyers.map((_, index) => shopper(index));
  const host = shopper(world.buyers.length);
  const orders = watchOrders(deps, history);
  const evidence = {
    deps,
    world,
    history,
    shoppers,
    seenAt: orders.seenAt,
    began: new Date(began),
    lossy: isLossy(plan),
  };
  const problems: string[] = [];
  const reports: FaultReport[] = [];
  let slowestBack = 0;
  try {
    const done = Promise.all(shoppers.map(shop));
    let ending = false;
    const end = async () => {
      ending = true;
      await endRoom(host);
    };
    const acts: SceneActs = {
      growth: () => grow(host),
      async end() {
        // Once: the service itself settles a room whose end is asked for again, before the workers reach their points.
        if (ending) return;
        // Selling is over before the room is: what is under way meets the end.
        shopping.closing = true;
        await end();
      },
      leave: (leaving) => void (shopping.leaving = leaving),
      scarceSold: () => scarceSold(deps, world, history),
    };
    await pause(random.whole(WARM_MS, 2 * WARM_MS));
    for (const [index, fault] of plan.faults.entries()) {
      const report = await strike(lane, fault, acts, plan.faults[index + 1]);
      reports.push(report);
      if (!report.reached) continue;
      if (!ending) slowestBack = Math.max(slowestBack, await sellsAgain(report));
    }
    if (!ending) await pause(AFTER_MS);
    shopping.closing = true;
    shopping.deadline = Date.now() + 40_000;
    await done;
    // Everybody has brought everything to an end; now there is time for questions.
    shopping.deadline = Date.now() + 120_000;
    problems.push(...(await askAll(shoppers)));
    // While pools are open the ledger can be read down to the single free unit.
    if (!ending) {
      problems.push(...(await comeToRest(deps, world.room)));
      problems.push(...(await check(evidence)));
    }
    await end();
    problems.push(...(await comeToRest(deps, world.room)), ...(await settled(deps, world.room)));
    problems.push(...(await askAll(shoppers)));
    problems.push(...(await check(evidence)));
  } finally {
    orders.stop();
    world.close();
  }
  const slowestOrder = orders.slowest(reports, plan);
  const late: string[] = [];
  if (slowestBack > BACK_MS) late.push(`selling answered only ${slowestBack} ms after the part was back`);
  if (slowestOrder > ORDER_MS) late.push(`an order appeared only ${slowestOrder} ms after the worker was killed`);
  return {
    plan,
    problems: [...new Set(problems)],
    late,
    missed: reports.filter((report) => !report.reached).map(({ fault }) => fault),
    accepted: history.accepted().size,
    orders: orders.count(),
    calls: history.count(),
    slowestBack,
    slowestOrder,
    tookMs: Date.now() - began,
  };

  /** How long after the part was back somebody's purchase was accepted. */
  async function sellsAgain({ backAt }: FaultReport): Promise<number> {
    try {
      const sale = await until('selling goes on', async () => history.firstSaleAfter(backAt), { patienceMs: 20_000 });
      return sale.ended - backAt;
    } catch {
      problems.push('selling did not go on within 20 s');
      return 20_000;
    }
  }
}

/** True when Redis forgets in this run what it had answered. */
function isLossy(plan: RunPlan): boolean {
  return plan.faults.some((fault) => {
    if (fault.do !== 'kill') return false;
    const scene = fault.at && pointFacts[fault.at.point].scene;
    const memory = fault.memory ?? 'kept';
    return memory !== 'kept' || scene === 'redis emptied' || scene === 'redis rewound';
  });
}

async function endRoom(host: Shopper): Promise<void> {
  const { room } = host.world;
  await insist(host, 'end', room, () => host.person.client.ask('room:end', { room }));
}

async function grow(host: Shopper): Promise<void> {
  const { room, item, sku, request } = host.world.sales.scarce;
  const key = request().ticket;
  await insist(host, 'grow', key, () => host.person.client.ask('shelf:add-units', { room, item, sku, units: 5, key }));
}

/** Waits for a purchase of a unit there are few of, begun after now, whose order is durable. */
async function scarceSold(deps: Composed, { sales }: World, history: History): Promise<number> {
  const since = Date.now();
  return until('a scarce unit is sold', async () => {
    const orders = await deps.mongo
      .collection<{ _id: string }>('orders')
      .find({ room: sales.scarce.room, item: sales.scarce.item, placedAt: { $gte: new Date(since) } })
      .toArray();
    const [first] = orders.flatMap(({ _id }) => history.of(_id).filter(({ operation }) => operation === 'place'));
    return first?.began;
  });
}

/** Every client asks for every purchase it was told of; none may be unknown in the end. */
async function askAll(shoppers: Shopper[]): Promise<string[]> {
  const problems: string[] = [];
  await Promise.all(
    shoppers.map(async (shopper) => {
      const accepted = shopper.history.accepted();
      for (const request of shopper.requests.filter((each) => accepted.has(each.ticket))) {
        if ((await ask(shopper, request)) === 'silent') problems.push(`nobody answers for ticket ${request.ticket}`);
      }
    }),
  );
  return problems;
}

/** A fault as a person names it. */
export function nameOf(fault: Fault): string {
  if (fault.do === 'pause redis') return `redis paused ${fault.milliseconds / 1_000} s`;
  if (fault.do === 'block') return `${fault.victim} blocked ${fault.milliseconds / 1_000} s`;
  const memory = fault.memory && fault.memory !== 'kept' ? ` ${fault.memory}` : '';
  const at = fault.at ? ` at ${fault.at.point}${fault.at.home === fault.victim ? '' : ` of ${fault.at.home}`}` : '';
  return `${fault.victim}${memory}${at}${fault.later ? ', late' : ''}`;
}
