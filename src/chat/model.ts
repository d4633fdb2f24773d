import { Schema } from 'mongoose';
import type { Id } from '#src/contract/ids.ts';
import { chatMessage } from '#src/contract/rooms.ts';
import type { ChatMessage } from '#src/contract/rooms.ts';
import { isDuplicateKey } from '#src/platform/mongo.ts';
import type { Mongo } from '#src/platform/mongo.ts';

/** A line as it is kept for good. The id is scoped to the room, because clients make message ids. */
interface ChatLineRecord extends Omit<ChatMessage, 'at'> {
  _id: string;
  roomId: Id;
  /** Its place in the room's one order. */
  seq: number;
  at: Date;
}

/** A line on its way into the archive. */
export interface ArchivedLine {
  roomId: Id;
  seq: number;
  message: ChatMessage;
}

/** Removal is a document of its own, so that it may be written before the line it removes. */
interface ChatRemovalRecord {
  _id: string;
  roomId: Id;
  byId: Id;
  at: Date;
}

interface ChatMuteRecord {
  _id: string;
  roomId: Id;
  accountId: Id;
  until: Date;
  byId: Id;
}

/** The chat in MongoDB: what survives Redis. */
export interface ChatArchive {
  init(): Promise<void>;
  /** Inserts what is new; lines that are there already are left alone. */
  insertLines(lines: readonly ArchivedLine[]): Promise<void>;
  insertRemoval(roomId: Id, messageId: Id, byId: Id, at: Date): Promise<void>;
  /** The newest lines that were not removed, oldest first. */
  tail(roomId: Id, limit: number): Promise<ChatMessage[]>;
  findAuthor(roomId: Id, messageId: Id): Promise<Id | undefined>;
  putMute(roomId: Id, accountId: Id, until: Date, byId: Id): Promise<void>;
  removeMute(roomId: Id, accountId: Id): Promise<void>;
  mutes(roomId: Id, now: Date): Promise<{ accountId: Id; until: Date }[]>;
}

const required = { type: String, required: true } as const;
const lineSchema = new Schema<ChatLineRecord>(
  {
    _id: String,
    roomId: required,
    messageId: required,
    authorId: required,
    name: required,
    role: required,
    text: required,
    seq: { type: Number, required: true },
    at: { type: Date, required: true },
  },
  { versionKey: false, collection: 'chat_messages' },
).index({ roomId: 1, seq: -1 });
const removalSchema = new Schema<ChatRemovalRecord>(
  { _id: String, roomId: required, byId: required, at: { type: Date, required: true } },
  { versionKey: false, collection: 'chat_removals' },
);
const muteSchema = new Schema<ChatMuteRecord>(
  { _id: String, roomId: required, accountId: required, byId: required, until: { type: Date, required: true } },
  { versionKey: false, collection: 'chat_mutes' },
)
  .index({ roomId: 1 })
  .index({ until: 1 }, { expireAfterSeconds: 0 });

const idIn = (roomId: Id, id: Id) => `${roomId}:${id}`;

export function createChatArchive(mongo: Mongo): ChatArchive {
  const lines = mongo.model<ChatLineRecord>('ChatMessage', lineSchema);
  const removals = mongo.model<ChatRemovalRecord>('ChatRemoval', removalSchema);
  const mutes = mongo.model<ChatMuteRecord>('ChatMute', muteSchema);

  return {
    async init() {
      for (const model of [lines, removals, mutes]) {
        await model.createCollection();
        await model.createIndexes();
      }
    },
    async insertLines(all) {
      const documents = all.map(toLine);
      await lines.collection.insertMany(documents as never[], { ordered: false }).catch(unlessDuplicate);
    },
    async insertRemoval(roomId, messageId, byId, at) {
      const removal = { _id: idIn(roomId, messageId), roomId, byId, at };
      await removals.collection.insertOne(removal as never).catch(unlessDuplicate);
    },
    async tail(roomId, limit) {
      const newest = await lines.find({ roomId }).sort({ seq: -1 }).limit(limit).lean<ChatLineRecord[]>();
      const removed = await removals.find({ _id: { $in: newest.map((line) => line._id) } }).lean<ChatRemovalRecord[]>();
      const gone = new Set(removed.map((removal) => removal._id));
      return newest
        .filter((line) => !gone.has(line._id))
        .toReversed()
        .map(toMessage);
    },
    async findAuthor(roomId, messageId) {
      return (await lines.findById(idIn(roomId, messageId)).lean<ChatLineRecord>())?.authorId;
    },
    async putMute(roomId, accountId, until, byId) {
      await mutes.updateOne(
        { _id: idIn(roomId, accountId) },
        { $set: { roomId, accountId, until, byId } },
        { upsert: true },
      );
    },
    async removeMute(roomId, accountId) {
      await mutes.deleteOne({ _id: idIn(roomId, accountId) });
    },
    mutes: (roomId, now) => mutes.find({ roomId, until: { $gt: now } }).lean<ChatMuteRecord[]>(),
  };
}

function toLine({ roomId, seq, message }: ArchivedLine): ChatLineRecord {
  return { _id: idIn(roomId, message.messageId), roomId, seq, ...message, at: new Date(message.at) };
}

function toMessage(line: ChatLineRecord): ChatMessage {
  return chatMessage.parse({ ...line, at: line.at.toISOString() });
}

function unlessDuplicate(error: unknown): void {
  if (!isDuplicateKey(error)) throw error;
}
