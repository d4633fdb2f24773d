import { Schema } from 'mongoose';
import type { Mongo } from '#src/platform/mongo.ts';
import type { OrderRecord } from './order.ts';
import { createOrderReads } from './reads-model.ts';
import type { OrderReads } from './reads-model.ts';
import { createOrderSteps } from './steps-model.ts';
import type { OrderSteps } from './steps-model.ts';

const text = { type: String, required: true } as const;
const count = { type: Number, required: true } as const;
const moment = { type: Date, required: true } as const;
const orderSchema = new Schema<OrderRecord>(
  {
    _id: String,
    number: String,
    state: text,
    buyer: text,
    seller: text,
    shop: text,
    room: text,
    channelName: text,
    item: text,
    product: text,
    sku: text,
    title: text,
    skuName: text,
    picture: String,
    pool: text,
    serials: [Number],
    quantity: count,
    unitPrice: count,
    amount: count,
    placedAt: moment,
    holdUntil: moment,
    paidAt: Date,
    shippedAt: Date,
    completedAt: Date,
    cancelledAt: Date,
    cancelReason: String,
    refundedAt: Date,
    payment: String,
    address: { type: Schema.Types.Mixed },
    carrier: String,
    trackingNumber: String,
    unreleased: Boolean,
    stray: Boolean,
    reclaimUntil: Date,
    lateRefused: Boolean,
    seen: { type: Schema.Types.Mixed, required: true },
  },
  { versionKey: false, collection: 'orders' },
)
  .index({ number: 1 }, { unique: true, partialFilterExpression: { number: { $exists: true } } })
  .index({ buyer: 1, _id: -1 })
  .index({ shop: 1, _id: -1 })
  .index({ room: 1, state: 1 })
  .index({ state: 1, holdUntil: 1 })
  .index({ unreleased: 1 }, { partialFilterExpression: { unreleased: true } })
  .index({ reclaimUntil: 1 }, { partialFilterExpression: { reclaimUntil: { $exists: true } } });

/** The orders: conditional single-document steps and reads. */
export interface OrderStore extends OrderSteps, OrderReads {}

export function createOrderStore(mongo: Mongo): OrderStore {
  const model = mongo.model<OrderRecord>('Order', orderSchema);
  return {
    ...createOrderSteps(model),
    ...createOrderReads(model),
  };
}
