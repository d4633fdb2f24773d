import { Schema } from 'mongoose';
import type { Id } from '#src/contract/ids.ts';
import type { Mongo } from '#src/platform/mongo.ts';

/** A ban or shadow without an end. `placeId`: the room, or the channel when it holds in all its shows. */
export interface RestraintRecord {
  _id: string;
  kind: 'ban' | 'shadow';
  placeId: Id;
  accountId: Id;
  byId: Id;
  reason?: string | undefined;
  at: Date;
}

/** Bans and shadows in MongoDB: what survives Redis, and what later shows of a channel begin with. */
export interface Restraints {
  put(restraint: Omit<RestraintRecord, '_id'>): Promise<void>;
  remove(kind: RestraintRecord['kind'], placeId: Id, accountId: Id): Promise<void>;
  list(placeIds: readonly Id[]): Promise<RestraintRecord[]>;
  /** What holds for one account. */
  of(kind: RestraintRecord['kind'], placeIds: readonly Id[], accountId: Id): Promise<RestraintRecord[]>;
}

const required = { type: String, required: true } as const;
const schema = new Schema<RestraintRecord>(
  {
    _id: String,
    kind: required,
    placeId: required,
    accountId: required,
    byId: required,
    reason: String,
    at: { type: Date, required: true },
  },
  { versionKey: false, collection: 'chat_restraints' },
).index({ placeId: 1 });

export function createRestraints(mongo: Mongo): Restraints {
  const model = mongo.model<RestraintRecord>('ChatRestraint', schema);
  const idOf = (kind: string, placeId: Id, accountId: Id) => `${kind}:${placeId}:${accountId}`;
  return {
    async put(restraint) {
      const _id = idOf(restraint.kind, restraint.placeId, restraint.accountId);
      // Replaced as a whole: an earlier reason does not stay.
      await model.replaceOne({ _id }, restraint, { upsert: true });
    },
    async remove(kind, placeId, accountId) {
      await model.deleteOne({ _id: idOf(kind, placeId, accountId) });
    },
    of(kind, placeIds, accountId) {
      const ids = placeIds.map((placeId) => idOf(kind, placeId, accountId));
      return model.find({ _id: { $in: ids } }).lean<RestraintRecord[]>();
    },
    list: (placeIds) => model.find({ placeId: { $in: [...placeIds] } }).lean<RestraintRecord[]>(),
  };
}
