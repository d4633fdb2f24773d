import { Schema } from 'mongoose';
import type { Id } from '#src/contract/ids.ts';
import { insertOnce } from '#src/platform/mongo.ts';
import type { Mongo } from '#src/platform/mongo.ts';

/** One taken place under a cap; its unique `_id` `<holder>:<place>` is what keeps races from exceeding the cap. */
interface SlotRecord {
  _id: string;
  holder: string;
  shop: Id;
  /** Submission for which it was taken. */
  round: number;
}

const schema = new Schema<SlotRecord>(
  {
    _id: String,
    holder: { type: String, required: true },
    shop: { type: String, required: true },
    round: { type: Number, required: true },
  },
  { collection: 'shop_slots', versionKey: false },
).index({ holder: 1, shop: 1 }, { unique: true });

/** Places of shops under the caps of policy. */
export interface SlotStore {
  /** Takes a place for the shop, or renews the one it has; false when all `cap` places are taken by others. */
  take(holder: string, cap: number, shop: Id, round: number): Promise<boolean>;
  /** Gives the place back, unless it was renewed for a later round. */
  release(holder: string, shop: Id, round: number): Promise<void>;
}

export function createSlotStore(mongo: Mongo): SlotStore {
  const Slot = mongo.model<SlotRecord>('ShopSlot', schema);

  const insert = (slot: SlotRecord): Promise<boolean> => insertOnce(Slot.create(slot));

  return {
    async take(holder, cap, shop, round) {
      for (;;) {
        const renewed = await Slot.updateOne({ holder, shop }, { $max: { round } });
        if (renewed.matchedCount === 1) return true;
        const taken = new Set((await Slot.find({ holder }).select('_id').lean<SlotRecord[]>()).map(({ _id }) => _id));
        const free = Array.from({ length: cap }, (_, place) => `${holder}:${place}`).find((each) => !taken.has(each));
        if (!free) return false;
        // Losing it to somebody else means one place fewer, so the loop ends.
        if (await insert({ _id: free, holder, shop, round })) return true;
      }
    },
    async release(holder, shop, round) {
      await Slot.deleteOne({ holder, shop, round: { $lte: round } });
    },
  };
}
