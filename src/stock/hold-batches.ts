import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import { crashPoint } from '#src/platform/crash-point.ts';
import type { Keys } from '#src/platform/keys.ts';
import type { Script } from '#src/platform/lua.ts';
import { LOG_LENGTH, roomLogKeys } from '#src/platform/room-log/room-log.ts';
import { stockPolicy } from './policy.ts';

/** A request as it reaches the gate; times in milliseconds. */
export interface HoldRequest {
  room: Id;
  ticket: Id;
  account: Id;
  item: Id;
  sku: Id;
  quantity: number;
  version: number;
  now: number;
  until: number;
  /** JSON, or empty. */
  seen: string;
  /** Units the account has bought of the same product in other rooms of the sale. */
  elsewhere?: number;
  /** Asked by a draw, which alone may have units of an item sold by equal chance. */
  drawn?: boolean;
}

/** The gate's answer by number; see hold-units.lua. */
export type HoldReply = [code: number, ...facts: (string | number | null)[]];

interface Waiting {
  request: HoldRequest;
  resolve(reply: HoldReply): void;
  reject(error: unknown): void;
}

/** Requests one script call decides at most: few enough that Redis decides some while the node reads and writes others. */
const BATCH_MAX = 25;

/**
 * Sends requests for the same SKU that arrive within one turn of the event loop as one script call. Nobody waits for
 * company: the turn's end sends what is there, which in quiet times is one request. @throws BUSY when Redis does not answer
 */
export function createHoldBatches(script: Script, keys: Keys): (request: HoldRequest) => Promise<HoldReply> {
  let waiting = new Map<string, Waiting[]>();

  async function send(batch: Waiting[]): Promise<void> {
    const [first] = batch as [Waiting];
    const { room, item, sku, drawn } = first.request;
    const key = (name: string) => keys.room(room, name);
    const tickets = batch.map(({ request }) => key(`ticket:${request.ticket}`));
    const ofBuyers = [key(`bought:${item}`), key('holding'), key('lapses')];
    const common = [key('pending'), ...ofBuyers, key('door'), key(`offer:${item}:${sku}`)];
    const facts = [
      LOG_LENGTH,
      item,
      sku,
      first.request.now,
      stockPolicy.holdsMax,
      stockPolicy.heldUnitsMax,
      drawn ? 1 : 0,
    ];
    const args = batch.flatMap(({ request }) => toArgs(request));
    const fail = (error: unknown) => batch.forEach(({ reject }) => reject(error));
    // Redis may still decide what it did not answer in time; the buyer's repeat under the same ticket will tell.
    const patience = setTimeout(() => fail(new AppError('BUSY', { retryAfterMs: 1_000 })), stockPolicy.gatePatienceMs);
    crashPoint('hold.asked');
    try {
      const all = [...roomLogKeys(keys, room), ...common, ...tickets];
      const replies = (await script(all, [...facts, ...args])) as HoldReply[];
      crashPoint('hold.decided');
      batch.forEach(({ resolve }, index) => resolve(replies[index]!));
    } catch (error) {
      fail(error);
    } finally {
      clearTimeout(patience);
    }
  }

  function flush(): void {
    const all = waiting;
    waiting = new Map();
    for (const requests of all.values()) {
      for (let start = 0; start < requests.length; start += BATCH_MAX)
        void send(requests.slice(start, start + BATCH_MAX));
    }
  }

  return (request) =>
    new Promise((resolve, reject) => {
      if (waiting.size === 0) setImmediate(flush);
      const sku = `${request.room}${request.sku}${request.drawn ? 'drawn' : ''}`;
      const requests = waiting.get(sku);
      if (requests) requests.push({ request, resolve, reject });
      else waiting.set(sku, [{ request, resolve, reject }]);
    });
}

function toArgs(request: HoldRequest): (string | number)[] {
  const { account, quantity, version, now, until, seen, elsewhere = 0 } = request;
  return [account, quantity, version, `${until}|${now}`, seen, elsewhere];
}
