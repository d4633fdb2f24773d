import { Schema } from 'mongoose';
import type { ChatKit } from '#src/contract/chat.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Mongo } from '#src/platform/mongo.ts';
import { chatPolicy } from './policy.ts';

/** A host's kit under the account's id; the platform's words under `shared`. */
interface KitRecord extends ChatKit {
  _id: string;
}

/** Words and canned answers of hosts, and the words of the platform. */
export interface ChatKits {
  find(accountId: Id): Promise<ChatKit>;
  save(accountId: Id, kit: ChatKit): Promise<void>;
  sharedWords(): Promise<readonly string[]>;
  saveSharedWords(words: readonly string[]): Promise<void>;
}

const schema = new Schema<KitRecord>(
  { _id: String, words: [String], answers: [{ _id: false, title: String, text: String }] },
  { versionKey: false, collection: 'chat_kits' },
);

export function createChatKits(mongo: Mongo): ChatKits {
  const model = mongo.model<KitRecord>('ChatKit', schema);
  const put = async (_id: string, part: object) => {
    await model.updateOne({ _id }, { $set: part }, { upsert: true });
  };
  return {
    async find(accountId) {
      const kit = await model.findById(accountId).lean<KitRecord>();
      return { words: kit?.words ?? [], answers: kit?.answers ?? [] };
    },
    save: (accountId, kit) => put(accountId, kit),
    async sharedWords() {
      return (await model.findById('shared').lean<KitRecord>())?.words ?? chatPolicy.blockedWords;
    },
    saveSharedWords: (words) => put('shared', { words }),
  };
}
