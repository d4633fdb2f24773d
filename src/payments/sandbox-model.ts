import { Schema } from 'mongoose';
import type { Id } from '#src/contract/ids.ts';
import { insertOnce } from '#src/platform/mongo.ts';
import type { Mongo } from '#src/platform/mongo.ts';
import type { IntentRecord, OwedEvent } from './sandbox/intent.ts';

/** The sandbox provider's books: apart from the shop's own, so that the two can be compared. */
export interface SandboxBooks {
  /** Inserts the intent, or answers the one this payment has. */
  open(intent: IntentRecord): Promise<IntentRecord>;
  find(id: Id): Promise<IntentRecord | undefined>;
  findByEvent(event: Id): Promise<IntentRecord | undefined>;
  /** Moves an open intent and writes down the event it owes, in one update. */
  decide(id: Id, state: 'captured' | 'declined' | 'delayed', outcome: OwedEvent): Promise<boolean>;
  cancel(id: Id): Promise<void>;
  capture(id: Id): Promise<void>;
  refund(id: Id, refund: OwedEvent): Promise<boolean>;
  markDelivered(id: Id, slot: 'outcome' | 'refund', at: Date): Promise<void>;
  /** Events that were due before and have not arrived. */
  listOwed(before: Date, limit: number): Promise<Id[]>;
}

const owed = { _id: false, id: String, type: { type: String }, due: Date, deliveredAt: Date };
const schema = new Schema<IntentRecord>(
  {
    _id: String,
    paymentId: { type: String, required: true, unique: true },
    amount: { type: Number, required: true },
    currency: { type: String, required: true },
    title: { type: String, required: true },
    state: { type: String, required: true },
    expiresAt: { type: Date, required: true },
    notifyUrl: { type: String, required: true },
    outcome: { type: new Schema<OwedEvent>(owed, { _id: false }) },
    refund: { type: new Schema<OwedEvent>(owed, { _id: false }) },
    at: { type: Date, required: true },
  },
  { versionKey: false, collection: 'sandbox_intents' },
);
schema.index({ 'outcome.id': 1 }).index({ 'refund.id': 1 }).index({ 'outcome.due': 1 }).index({ 'refund.due': 1 });

export function createSandboxBooks(mongo: Mongo): SandboxBooks {
  const model = mongo.model<IntentRecord>('SandboxIntent', schema);
  const one = async (filter: object) => (await model.findOne(filter).lean<IntentRecord>()) ?? undefined;
  const move = async (filter: object, set: object) => (await model.updateOne(filter, { $set: set })).matchedCount === 1;
  return {
    async open(intent) {
      return (await insertOnce(model.create(intent))) ? intent : (await one({ paymentId: intent.paymentId }))!;
    },
    find: (id) => one({ _id: id }),
    findByEvent: async (event) => (await one({ 'outcome.id': event })) ?? (await one({ 'refund.id': event })),
    decide: (id, state, outcome) => move({ _id: id, state: 'open' }, { state, outcome }),
    async cancel(id) {
      await move({ _id: id, state: 'open' }, { state: 'cancelled' });
    },
    async capture(id) {
      await move({ _id: id, state: 'delayed' }, { state: 'captured' });
    },
    refund: (id, refund) => move({ _id: id, state: 'captured' }, { state: 'refunded', refund }),
    async markDelivered(id, slot, at) {
      await move({ _id: id }, { [`${slot}.deliveredAt`]: at });
    },
    async listOwed(before, limit) {
      const late = (slot: string) => ({
        [`${slot}.due`]: { $lt: before },
        [`${slot}.deliveredAt`]: { $exists: false },
      });
      const outcomes = await model.find(late('outcome')).limit(limit).lean<IntentRecord[]>();
      const refunds = await model.find(late('refund')).limit(limit).lean<IntentRecord[]>();
      return [...outcomes.map((intent) => intent.outcome!.id), ...refunds.map((intent) => intent.refund!.id)];
    },
  };
}
