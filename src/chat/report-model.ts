import { Schema } from 'mongoose';
import type { ReportReason } from '#src/contract/chat.ts';
import type { Id } from '#src/contract/ids.ts';
import type { ChatMessage } from '#src/contract/room-events.ts';
import type { Mongo } from '#src/platform/mongo.ts';

/** A reported line with what it said, whatever becomes of the line. One document per line. */
export interface ReportRecord {
  _id: string;
  roomId: Id;
  message: ChatMessage;
  reasons: ReportReason[];
  reporters: Id[];
  firstAt: Date;
  /** Present until an operator has decided. */
  open?: true | undefined;
  decision?: string | undefined;
  decidedBy?: Id | undefined;
}

export interface ChatReports {
  /** Adds a voice to the line's report; one that was decided stays decided. */
  add(roomId: Id, message: ChatMessage, reporter: Id, reason: ReportReason, at: Date): Promise<void>;
  find(roomId: Id, messageId: Id): Promise<ReportRecord | undefined>;
  listOpen(limit: number): Promise<ReportRecord[]>;
  /** False when it was decided already. */
  decide(roomId: Id, messageId: Id, decision: string, byId: Id): Promise<boolean>;
}

const schema = new Schema<ReportRecord>(
  {
    _id: String,
    roomId: { type: String, required: true },
    message: { type: Schema.Types.Mixed, required: true },
    reasons: [String],
    reporters: [String],
    firstAt: { type: Date, required: true },
    open: Boolean,
    decision: String,
    decidedBy: String,
  },
  { versionKey: false, collection: 'chat_reports' },
).index({ open: 1, firstAt: -1 }, { partialFilterExpression: { open: true } });

export function createChatReports(mongo: Mongo): ChatReports {
  const model = mongo.model<ReportRecord>('ChatReport', schema);
  const idOf = (roomId: Id, messageId: Id) => `${roomId}:${messageId}`;
  return {
    async add(roomId, message, reporter, reason, at) {
      await model.updateOne(
        { _id: idOf(roomId, message.messageId) },
        {
          $setOnInsert: { roomId, message, firstAt: at, open: true },
          $addToSet: { reporters: reporter, reasons: reason },
        },
        { upsert: true },
      );
    },
    find: async (roomId, messageId) =>
      (await model.findById(idOf(roomId, messageId)).lean<ReportRecord>()) ?? undefined,
    listOpen: (limit) => model.find({ open: true }).sort({ firstAt: -1 }).limit(limit).lean<ReportRecord[]>(),
    async decide(roomId, messageId, decision, decidedBy) {
      const update = { $set: { decision, decidedBy }, $unset: { open: 1 } };
      return (await model.updateOne({ _id: idOf(roomId, messageId), open: true }, update)).matchedCount === 1;
    },
  };
}
