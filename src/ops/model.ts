import { Schema } from 'mongoose';
import type { Id } from '#src/contract/ids.ts';
import type { AuditLine } from '#src/contract/ops.ts';
import { insertOnce } from '#src/platform/mongo.ts';
import type { Mongo } from '#src/platform/mongo.ts';

export type AuditRecord = Omit<AuditLine, 'id' | 'at'> & {
  _id: Id;
  at: Date;
  /** Tells acts apart that happen once, so that repeating one leaves no second line. */
  key?: string;
};

const auditSchema = new Schema<AuditRecord>(
  {
    _id: String,
    at: { type: Date, required: true },
    actorId: { type: String, required: true },
    actorName: { type: String, required: true },
    act: { type: String, required: true },
    subject: { type: { type: String }, id: String },
    reason: String,
    details: Schema.Types.Mixed,
    key: String,
  },
  { collection: 'audit', versionKey: false },
)
  .index({ 'subject.id': 1, _id: -1 })
  .index({ key: 1 }, { unique: true, partialFilterExpression: { key: { $exists: true } } });

/** The audit trail; lines are only ever added. */
export interface AuditStore {
  /** A line with a key that is there already changes nothing. */
  insert(line: AuditRecord): Promise<void>;
  /** Newest first. */
  list(filter: { before?: Id | undefined; subject?: Id | undefined; limit: number }): Promise<AuditRecord[]>;
}

export function createAuditStore(mongo: Mongo): AuditStore {
  const Audit = mongo.model<AuditRecord>('Audit', auditSchema);
  return {
    async insert(line) {
      await insertOnce(Audit.create(line));
    },
    list: ({ before, subject, limit }) =>
      Audit.find({ ...(before && { _id: { $lt: before } }), ...(subject && { 'subject.id': subject }) })
        .sort({ _id: -1 })
        .limit(limit)
        .lean<AuditRecord[]>(),
  };
}
