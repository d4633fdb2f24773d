import { Schema } from 'mongoose';
import type { ErrorCode } from '#src/contract/errors.ts';
import type { Id, Page } from '#src/contract/ids.ts';
import { createBatchedWrites } from '#src/platform/batched-writes.ts';
import type { Log } from '#src/platform/log.ts';
import { insertAll } from '#src/platform/mongo.ts';
import type { Mongo } from '#src/platform/mongo.ts';
import { purchasePolicy } from './policy.ts';

/** A ticket that the gate refused: it never was an order, and its buyer may ask why. */
export interface RefusedRecord {
  /** The ticket's id and whose it is, because another account may use the same id. */
  _id: string;
  ticket: Id;
  buyer: Id;
  room: Id;
  item: Id;
  sku: Id;
  quantity: number;
  code: ErrorCode;
  at: Date;
}

/** Refused tickets of the last weeks; best effort, those of a process's last second may be lost with it. */
export interface RefusedTickets {
  /** A ticket that is refused again keeps its first reason. */
  note(refused: Omit<RefusedRecord, '_id'>): void;
  listOfBuyer(buyer: Id, page: Page): Promise<RefusedRecord[]>;
  flush(): Promise<void>;
  close(): Promise<void>;
}

const id = { type: String, required: true } as const;
const schema = new Schema<RefusedRecord>(
  {
    _id: String,
    ticket: id,
    buyer: id,
    room: id,
    item: id,
    sku: id,
    quantity: { type: Number, required: true },
    code: id,
    at: { type: Date, required: true },
  },
  { versionKey: false, collection: 'refused_tickets' },
)
  .index({ buyer: 1, ticket: -1 })
  .index({ at: 1 }, { expireAfterSeconds: purchasePolicy.refusedSeconds });

export function createRefusedTickets(mongo: Mongo, log: Log): RefusedTickets {
  const model = mongo.model<RefusedRecord>('RefusedTicket', schema);
  const writes = createBatchedWrites<RefusedRecord>({
    ...purchasePolicy.refusedWrites,
    async write(rows) {
      await insertAll(model.collection, rows);
    },
    log,
    what: 'refused tickets',
  });
  return {
    note: (refused) => writes.add({ ...refused, _id: `${refused.buyer}:${refused.ticket}` }),
    listOfBuyer: (buyer, { cursor, limit }) =>
      model
        .find({ buyer, ...(cursor !== undefined && { ticket: { $lt: cursor } }) })
        .sort({ ticket: -1 })
        .limit(limit + 1)
        .lean<RefusedRecord[]>(),
    flush: () => writes.flush(),
    close: () => writes.close(),
  };
}
