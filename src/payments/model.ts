import { Schema } from 'mongoose';
import type { Id } from '#src/contract/ids.ts';
import { insertOnce } from '#src/platform/mongo.ts';
import type { Mongo } from '#src/platform/mongo.ts';
import { paymentPolicy } from './policy.ts';
import type { PaymentEventRecord, PaymentRecord, PaymentState } from './payment.ts';

/** Payments and their providers' events. */
export interface PaymentStore {
  /** False when the order has this attempt already. */
  insert(payment: PaymentRecord): Promise<boolean>;
  find(id: Id): Promise<PaymentRecord | undefined>;
  latestOf(order: Id): Promise<PaymentRecord | undefined>;
  listOf(order: Id, state: PaymentState): Promise<PaymentRecord[]>;
  findAll(ids: readonly Id[]): Promise<PaymentRecord[]>;
  /** Every payment, streamed. */
  all(): AsyncIterable<PaymentRecord>;
  listOfOrders(orders: readonly Id[]): Promise<PaymentRecord[]>;
  /**
   * Money of a shop, in fen, without that of one order: what came since the day began and has not gone back, and what is
   * expected, i.e. open payments whose hold still runs.
   */
  sumReceipts(shop: Id, of: { since: Date; now: Date; except: Id }): Promise<number>;
  saveIntent(id: Id, intent: { intentId: Id; url: string }): Promise<void>;
  markCaptured(id: Id, at: Date): Promise<boolean>;
  markDeclined(id: Id, at: Date): Promise<boolean>;
  markRefunding(id: Id, at: Date): Promise<boolean>;
  markRefunded(id: Id, at: Date): Promise<boolean>;
  /** False when the event is known. */
  insertEvent(event: PaymentEventRecord): Promise<boolean>;
  findEvent(id: Id): Promise<PaymentEventRecord | undefined>;
  findEvents(ids: readonly Id[]): Promise<PaymentEventRecord[]>;
  /** Every event, streamed. */
  allEvents(): AsyncIterable<PaymentEventRecord>;
  markHandled(id: Id, note: string, at: Date): Promise<void>;
  listUnhandled(before: Date, limit: number): Promise<PaymentEventRecord[]>;
  /** Refunds that stand still. */
  listRefunding(before: Date, limit: number): Promise<PaymentRecord[]>;
}

const text = { type: String, required: true } as const;
const moment = { type: Date, required: true } as const;
const paymentSchema = new Schema<PaymentRecord>(
  {
    _id: String,
    order: text,
    attempt: { type: Number, required: true },
    buyer: text,
    shop: text,
    amount: { type: Number, required: true },
    currency: text,
    provider: text,
    intent: String,
    url: String,
    state: text,
    at: moment,
    expiresAt: Date,
    changedAt: moment,
    capturedAt: Date,
    refundedAt: Date,
  },
  { versionKey: false, collection: 'payments' },
)
  .index({ order: 1, attempt: 1 }, { unique: true })
  .index({ state: 1, changedAt: 1 })
  .index({ shop: 1, changedAt: 1 });

const eventSchema = new Schema<PaymentEventRecord>(
  {
    _id: String,
    provider: text,
    event: { type: Schema.Types.Mixed, required: true },
    at: moment,
    handledAt: Date,
    note: String,
  },
  { versionKey: false, collection: 'payment_events' },
).index({ handledAt: 1, at: 1 });

export function createPaymentStore(mongo: Mongo): PaymentStore {
  const payments = mongo.model<PaymentRecord>('Payment', paymentSchema);
  const events = mongo.model<PaymentEventRecord>('PaymentEvent', eventSchema);
  const move = async (id: Id, from: PaymentState[], set: Partial<PaymentRecord>) =>
    (await payments.updateOne({ _id: id, state: { $in: from } }, { $set: set })).matchedCount === 1;
  return {
    insert: (payment) => insertOnce(payments.create(payment)),
    find: async (id) => (await payments.findById(id).lean<PaymentRecord>()) ?? undefined,
    latestOf: async (order) =>
      (await payments.findOne({ order }).sort({ attempt: -1 }).lean<PaymentRecord>()) ?? undefined,
    listOf: (order, state) => payments.find({ order, state }).lean<PaymentRecord[]>(),
    findAll: (ids) => payments.find({ _id: { $in: [...ids] } }).lean<PaymentRecord[]>(),
    all: () => payments.find().lean<PaymentRecord>().batchSize(1_000).cursor() as never,
    listOfOrders: (orders) => payments.find({ order: { $in: [...orders] } }).lean<PaymentRecord[]>(),
    async sumReceipts(shop, { since, now, except }) {
      // Whatever counts was last changed today, or was begun in a hold that is not over.
      const from = new Date(Math.min(since.getTime(), now.getTime() - paymentPolicy.longestHoldMs));
      const came = { state: { $in: ['captured', 'refunding'] }, capturedAt: { $gte: since } };
      const expected = { state: 'open', expiresAt: { $gt: now } };
      const [sum] = await payments.aggregate<{ amount: number }>([
        { $match: { shop, changedAt: { $gte: from }, order: { $ne: except }, $or: [came, expected] } },
        { $group: { _id: null, amount: { $sum: '$amount' } } },
      ]);
      return sum?.amount ?? 0;
    },
    async saveIntent(id, { intentId, url }) {
      await payments.updateOne({ _id: id }, { $set: { intent: intentId, url } });
    },
    markCaptured: (id, at) => move(id, ['open', 'declined'], { state: 'captured', capturedAt: at, changedAt: at }),
    markDeclined: (id, at) => move(id, ['open'], { state: 'declined', changedAt: at }),
    markRefunding: (id, at) => move(id, ['captured'], { state: 'refunding', changedAt: at }),
    // A provider may tell of the refund before it tells of the capture.
    markRefunded: (id, at) =>
      move(id, ['open', 'declined', 'captured', 'refunding'], { state: 'refunded', refundedAt: at, changedAt: at }),
    insertEvent: (event) => insertOnce(events.create(event)),
    findEvent: async (id) => (await events.findById(id).lean<PaymentEventRecord>()) ?? undefined,
    findEvents: (ids) => events.find({ _id: { $in: [...ids] } }).lean<PaymentEventRecord[]>(),
    allEvents: () => events.find().lean<PaymentEventRecord>().batchSize(1_000).cursor() as never,
    async markHandled(id, note, at) {
      await events.updateOne({ _id: id }, { $set: { handledAt: at, note } });
    },
    listUnhandled: (before, limit) =>
      events
        .find({ handledAt: { $exists: false }, at: { $lt: before } })
        .limit(limit)
        .lean<PaymentEventRecord[]>(),
    listRefunding: (before, limit) =>
      payments
        .find({ state: 'refunding', changedAt: { $lt: before } })
        .limit(limit)
        .lean<PaymentRecord[]>(),
  };
}
