import { Schema } from 'mongoose';
import type { Id } from '#src/contract/ids.ts';
import type { StatementItem } from '#src/contract/statements.ts';
import { insertOnce } from '#src/platform/mongo.ts';
import type { Mongo } from '#src/platform/mongo.ts';

/** A room's statement as it stood when the room was settled; its id is the room's. Never changed. */
export interface StatementRecord {
  _id: Id;
  at: Date;
  items: StatementItem[];
}

export interface StatementStore {
  /** False when the room has one. */
  insert(statement: StatementRecord): Promise<boolean>;
  listOf(rooms: readonly Id[]): Promise<StatementRecord[]>;
}

const schema = new Schema<StatementRecord>(
  { _id: String, at: { type: Date, required: true }, items: { type: [Schema.Types.Mixed], required: true } as never },
  { versionKey: false, collection: 'statements' },
);

export function createStatementStore(mongo: Mongo): StatementStore {
  const model = mongo.model<StatementRecord>('Statement', schema);
  return {
    insert: (statement) => insertOnce(model.create(statement)),
    listOf: (rooms) => model.find({ _id: { $in: [...rooms] } }).lean<StatementRecord[]>(),
  };
}
