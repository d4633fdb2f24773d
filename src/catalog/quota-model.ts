import { Schema } from 'mongoose';
import { isDuplicateKey } from '#src/platform/mongo.ts';
import type { Mongo } from '#src/platform/mongo.ts';

/** What was used of a quota in one window of time; MongoDB forgets it some time after the window. */
interface WindowRecord {
  _id: string;
  count: number;
  expiresAt: Date;
}

const schema = new Schema<WindowRecord>(
  { _id: String, count: { type: Number, required: true }, expiresAt: { type: Date, required: true } },
  { collection: 'submission_windows', versionKey: false },
).index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

/** Counters of windows of time that can never pass their limit. */
export interface QuotaStore {
  /** Counts one, if fewer than `limit` are in the window; false when it is full. */
  take(window: string, limit: number, expiresAt: Date): Promise<boolean>;
  /** Takes one back that came to nothing. */
  giveBack(window: string): Promise<void>;
}

export function createQuotaStore(mongo: Mongo): QuotaStore {
  const Window = mongo.model<WindowRecord>('SubmissionWindow', schema);
  return {
    async take(window, limit, expiresAt) {
      // A second try tells "full" from "two began the window in the same moment".
      for (const _try of [1, 2]) {
        try {
          await Window.updateOne(
            { _id: window, count: { $lt: limit } },
            { $inc: { count: 1 }, $setOnInsert: { expiresAt } },
            { upsert: true },
          );
          return true;
        } catch (error) {
          if (!isDuplicateKey(error)) throw error;
        }
      }
      return false;
    },
    async giveBack(window) {
      await Window.updateOne({ _id: window, count: { $gt: 0 } }, { $inc: { count: -1 } });
    },
  };
}
