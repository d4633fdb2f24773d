import { Schema } from 'mongoose';
import type { Id } from '#src/contract/ids.ts';
import type { AuditLine } from '#src/contract/ops.ts';
import type { Mongo } from '#src/platform/mongo.ts';

export type AuditRecord = Omit<AuditLine, 'id' | 'at'> & { _id: Id; at: Date };

const auditSchema = new Schema<AuditRecord>(
  {
    _id: String,
    at: Date,
    actorId: String,
    actorName: String,
    act: String,
    subject: { type: { type: String }, id: String },
    reason: String,
    details: Object,
  },
  { collection: 'audit', versionKey: false },
)
  .index({ 'subject.id': 1, _id: -1 })
  .index({ at: -1 });

/** The audit trail; lines are only ever added. */
export interface AuditStore {
  init(): Promise<void>;
  insert(line: AuditRecord): Promise<void>;
  list(filter: { before?: Id | undefined; subject?: Id | undefined; limit: number }): Promise<AuditRecord[]>;
}

export function createAuditStore(mongo: Mongo): AuditStore {
  const Audit = mongo.model<AuditRecord>('Audit', auditSchema);
  return {
    async init() {
      await Audit.createCollection();
      await Audit.createIndexes();
    },
    async insert(line) {
      await Audit.create(line);
    },
    list: ({ before, subject, limit }) =>
      Audit.find({ ...(before && { _id: { $lt: before } }), ...(subject && { 'subject.id': subject }) })
        .sort({ _id: -1 })
        .limit(limit)
        .lean<AuditRecord[]>(),
  };
}
