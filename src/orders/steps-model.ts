import type { Model } from 'mongoose';
import type { Address } from '#src/contract/accounts.ts';
import type { Id } from '#src/contract/ids.ts';
import type { CancelReason, OrderState } from '#src/contract/purchases.ts';
import { createBatches, fulfilled, rejected } from '#src/platform/batches.ts';
import { INSERT_MAX, insertAll, isDuplicateKey } from '#src/platform/mongo.ts';
import type { OrderRecord } from './order.ts';
import { orderNumber } from './order-number.ts';
import { orderTransitions } from './rules.ts';
import type { OrderAct } from './rules.ts';

/** Changes of one order; each happens once, however often it is asked for, and answers whether it happened now. */
export interface OrderSteps {
  /** Inserts the order under a number that is free; undefined when the ticket's outcome is decided already. */
  insertPlaced(order: Omit<OrderRecord, 'number' | 'state'>): Promise<OrderRecord | undefined>;
  /** Decides against a ticket that has no order; false when it has one, or was decided already. */
  insertVoid(order: Omit<OrderRecord, 'number' | 'state' | 'unreleased'>): Promise<boolean>;
  markPaid(id: Id, payment: Id, at: Date): Promise<boolean>;
  /** From `placed`, with units that its payment claimed. */
  markPaidClaimed(id: Id, payment: Id, serials: number[], at: Date): Promise<boolean>;
  /** From `cancelled(timeout)`: units may be claimed anew until then; false while they are being released. */
  beginReclaim(id: Id, until: Date): Promise<boolean>;
  /** From `cancelled(timeout)`, with units that were claimed anew while they might be, i.e. until `until`. */
  markPaidLate(id: Id, payment: Id, serials: number[], until: Date, at: Date): Promise<boolean>;
  /**
   * Ends the claim of late money that had until `until` at most; its units are to be released again. `refused`: the money
   * goes back, so no other run may pay the order with it.
   */
  endReclaim(id: Id, until: Date, refused: boolean): Promise<boolean>;
  markCancelled(id: Id, reason: CancelReason, at: Date): Promise<boolean>;
  /** Ends a hold; false when it was paid or cancelled meanwhile or is not over. */
  markTimedOut(id: Id, now: Date): Promise<boolean>;
  markShipped(id: Id, parcel: Pick<OrderRecord, 'carrier' | 'trackingNumber'>, at: Date): Promise<boolean>;
  markCompleted(id: Id, at: Date): Promise<boolean>;
  markRefunding(id: Id): Promise<boolean>;
  markRefunded(id: Id, at: Date): Promise<boolean>;
  /** `counted`: strays that were marked before are counted too; a mark that was made meanwhile stays. */
  markReleased(id: Id, counted?: boolean): Promise<void>;
  /** Has an order that was decided against released once more, and its room counted anew; false when late money claims, or has, units for it. */
  markStray(id: Id): Promise<boolean>;
  /** The delivery address as it was when the buyer paid. */
  saveAddress(id: Id, address: Address): Promise<boolean>;
}

/** Six letters of 32 meet by chance once in 30,000 orders of a day; twice in a row, never mind. */
const NUMBER_ATTEMPTS = 8;

export function createOrderSteps(model: Model<OrderRecord>): OrderSteps {
  const change = async (id: Id, act: OrderAct, set: object, extra: { filter?: object; unset?: object } = {}) => {
    const { from, to } = orderTransitions[act];
    const done = await model.updateOne(
      { _id: id, state: { $in: from }, ...extra.filter },
      { $set: { state: to, ...set }, ...(extra.unset && { $unset: extra.unset }) },
    );
    return done.matchedCount === 1;
  };
  /** Orders of several tickets at once; each hears its own outcome. */
  const insert = createBatches<OrderRecord, 'done' | 'decided' | 'number'>(async (orders) => {
    const errors = await insertAll(model.collection, orders);
    const there = [...errors.keys()].map((index) => orders[index]!._id);
    const decided = new Set(there.length === 0 ? [] : await model.distinct('_id', { _id: { $in: there } }));
    return orders.map(({ _id }, index) => {
      const error = errors.get(index);
      if (error === undefined) return fulfilled('done');
      if (!isDuplicateKey(error)) return rejected(error);
      return fulfilled(decided.has(_id) ? 'decided' : 'number');
    });
  }, INSERT_MAX);

  return {
    async insertPlaced(order) {
      for (let attempt = 0; attempt < NUMBER_ATTEMPTS; attempt += 1) {
        const number = orderNumber(order._id, order.placedAt, attempt);
        const placed: OrderRecord = { ...order, number, state: 'placed' };
        const outcome = await insert(placed);
        if (outcome !== 'number') return outcome === 'done' ? placed : undefined;
      }
      throw new Error(`no free number for order ${order._id}`);
    },
    insertVoid: async (order) => (await insert({ ...order, state: 'void', unreleased: true })) === 'done',
    markPaid: (id, payment, paidAt) => change(id, 'pay', { payment, paidAt }),
    markPaidClaimed: (id, payment, serials, paidAt) => change(id, 'pay', { payment, paidAt, serials }),
    beginReclaim: async (id, reclaimUntil) => {
      const may = { cancelReason: 'timeout', unreleased: { $exists: false }, lateRefused: { $exists: false } } as const;
      const filter = { _id: id, state: 'cancelled', ...may } as const;
      return (await model.updateOne(filter, { $set: { reclaimUntil } })).matchedCount === 1;
    },
    markPaidLate: (id, payment, serials, reclaimUntil, paidAt) =>
      change(
        id,
        'pay_late',
        { payment, paidAt, serials },
        { filter: { reclaimUntil }, unset: { cancelReason: 1, cancelledAt: 1, reclaimUntil: 1 } },
      ),
    endReclaim: async (id, until, refused) => {
      const over = [{ reclaimUntil: { $lte: until } }, { reclaimUntil: { $exists: false } }];
      const filter = { _id: id, state: 'cancelled', $or: over } as const;
      const set = { unreleased: true, ...(refused && { lateRefused: true }) } as const;
      const update = { $set: set, $unset: { reclaimUntil: 1 } } as const;
      return (await model.updateOne(filter, update)).matchedCount === 1;
    },
    markCancelled: (id, cancelReason, cancelledAt) =>
      change(id, 'cancel', { cancelReason, cancelledAt, unreleased: true }),
    markTimedOut: (id, now) =>
      change(
        id,
        'cancel',
        { cancelReason: 'timeout', cancelledAt: now, unreleased: true },
        { filter: { holdUntil: { $lte: now } } },
      ),
    markShipped: (id, parcel, shippedAt) => change(id, 'ship', { ...parcel, shippedAt }),
    markCompleted: (id, completedAt) => change(id, 'complete', { completedAt }),
    markRefunding: (id) => change(id, 'refund', {}),
    markRefunded: (id, refundedAt) => change(id, 'refund_done', { refundedAt }),
    async markReleased(id, counted = false) {
      const filter = counted ? { _id: id } : { _id: id, stray: { $exists: false } };
      await model.updateOne(filter, { $unset: { unreleased: 1, stray: 1 } });
    },
    async markStray(id) {
      const states: OrderState[] = ['void', 'cancelled'];
      const filter = { _id: id, state: { $in: states }, reclaimUntil: { $exists: false } } as const;
      return (await model.updateOne(filter, { $set: { unreleased: true, stray: true } })).matchedCount === 1;
    },
    async saveAddress(id, address) {
      const state: OrderState = 'placed';
      return (await model.updateOne({ _id: id, state }, { $set: { address } })).matchedCount === 1;
    },
  };
}
