import { Schema } from 'mongoose';
import type { Id } from '#src/contract/ids.ts';
import { chatMessage } from '#src/contract/room-events.ts';
import type { ChatMessage } from '#src/contract/room-events.ts';
import { isDuplicateKey, largeWrite } from '#src/platform/mongo.ts';
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

/** The newest mark of a line, of its own because it may come before the line it marks. */
interface ChatMarkRecord {
  _id: string;
  roomId: Id;
  mark: NonNullable<ChatMessage['mark']> | 'none';
}

/** A mute as it is kept until it ends. */
export interface ChatMuteRecord {
  _id: string;
  roomId: Id;
  accountId: Id;
  until: Date;
  byId: Id;
  reason?: string | undefined;
}

/** The chat in MongoDB: what survives Redis. */
export interface ChatArchive {
  /** Inserts what is new; lines that are there already are left alone. */
  insertLines(lines: readonly ArchivedLine[]): Promise<void>;
  insertRemoval(roomId: Id, messageId: Id, byId: Id, at: Date): Promise<void>;
  /** Ids of all lines that were removed. */
  removed(roomId: Id): Promise<Set<Id>>;
  /** The newest lines that were not removed, oldest first. */
  tail(roomId: Id, limit: number): Promise<ChatMessage[]>;
  /** A line that was not removed, with its mark. */
  findLine(roomId: Id, messageId: Id): Promise<ChatMessage | undefined>;
  /** Null takes the mark away. */
  putMark(roomId: Id, messageId: Id, mark: NonNullable<ChatMessage['mark']> | null): Promise<void>;
  putMute(mute: Omit<ChatMuteRecord, '_id'>): Promise<void>;
  removeMute(roomId: Id, accountId: Id): Promise<void>;
  mutes(roomId: Id, now: Date): Promise<ChatMuteRecord[]>;
  muteOf(roomId: Id, accountId: Id, now: Date): Promise<ChatMuteRecord | undefined>;
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
    replyTo: Schema.Types.Mixed,
    mark: String,
    at: { type: Date, required: true },
  },
  { versionKey: false, collection: 'chat_messages' },
).index({ roomId: 1, seq: -1 });
const removalSchema = new Schema<ChatRemovalRecord>(
  { _id: String, roomId: required, byId: required, at: { type: Date, required: true } },
  { versionKey: false, collection: 'chat_removals' },
);
const markSchema = new Schema<ChatMarkRecord>(
  { _id: String, roomId: required, mark: required },
  { versionKey: false, collection: 'chat_marks' },
);
const muteSchema = new Schema<ChatMuteRecord>(
  {
    _id: String,
    roomId: required,
    accountId: required,
    byId: required,
    reason: String,
    until: { type: Date, required: true },
  },
  { versionKey: false, collection: 'chat_mutes' },
)
  .index({ roomId: 1 })
  .index({ until: 1 }, { expireAfterSeconds: 0 });

const idIn = (roomId: Id, id: Id) => `${roomId}:${id}`;

export function createChatArchive(mongo: Mongo): ChatArchive {
  const lines = mongo.model<ChatLineRecord>('ChatMessage', lineSchema);
  const removals = mongo.model<ChatRemovalRecord>('ChatRemoval', removalSchema);
  const marks = mongo.model<ChatMarkRecord>('ChatMark', markSchema);
  const mutes = mongo.model<ChatMuteRecord>('ChatMute', muteSchema);

  return {
    async insertLines(all) {
      const documents = all.map(toLine);
      await largeWrite(lines.collection.insertMany(documents as never[], { ordered: false })).catch(unlessDuplicate);
    },
    async insertRemoval(roomId, messageId, byId, at) {
      const removal = { _id: idIn(roomId, messageId), roomId, byId, at };
      await removals.collection.insertOne(removal as never).catch(unlessDuplicate);
    },
    async removed(roomId) {
      // The ids of one room, found by what they begin with.
      const ofRoom = { _id: { $gt: idIn(roomId, ''), $lt: `${roomId};` } };
      const found = await removals.find(ofRoom, { _id: 1 }).lean<Pick<ChatRemovalRecord, '_id'>[]>();
      return new Set(found.map(({ _id }) => _id.slice(roomId.length + 1)));
    },
    async tail(roomId, limit) {
      const newest = await lines.find({ roomId }).sort({ seq: -1 }).limit(limit).lean<ChatLineRecord[]>();
      const ids = newest.map((line) => line._id);
      const quoted = newest.flatMap(({ replyTo }) => (replyTo ? [idIn(roomId, replyTo.messageId)] : []));
      const [removed, marked] = await Promise.all([
        removals.find({ _id: { $in: [...ids, ...quoted] } }).lean<ChatRemovalRecord[]>(),
        marks.find({ _id: { $in: ids } }).lean<ChatMarkRecord[]>(),
      ]);
      const gone = new Set(removed.map((removal) => removal._id));
      const markOf = new Map(marked.map(({ _id, mark }) => [_id, mark]));
      return newest
        .filter((line) => !gone.has(line._id))
        .toReversed()
        .map((line) => toMessage(line, markOf.get(line._id), gone));
    },
    async findLine(roomId, messageId) {
      const _id = idIn(roomId, messageId);
      const [line, removal, mark] = await Promise.all([
        lines.findById(_id).lean<ChatLineRecord>(),
        removals.exists({ _id }),
        marks.findById(_id).lean<ChatMarkRecord>(),
      ]);
      return line && !removal ? toMessage(line, mark?.mark) : undefined;
    },
    async putMark(roomId, messageId, mark) {
      const _id = idIn(roomId, messageId);
      await marks.updateOne({ _id }, { $set: { roomId, mark: mark ?? 'none' } }, { upsert: true });
    },
    async putMute(mute) {
      // Replaced as a whole: an earlier reason does not stay.
      await mutes.replaceOne({ _id: idIn(mute.roomId, mute.accountId) }, mute, { upsert: true });
    },
    async removeMute(roomId, accountId) {
      await mutes.deleteOne({ _id: idIn(roomId, accountId) });
    },
    async muteOf(roomId, accountId, now) {
      const mute = await mutes.findById(idIn(roomId, accountId)).lean<ChatMuteRecord>();
      return mute && mute.until > now ? mute : undefined;
    },
    mutes: (roomId, now) => mutes.find({ roomId, until: { $gt: now } }).lean<ChatMuteRecord[]>(),
  };
}

function toLine({ roomId, seq, message }: ArchivedLine): ChatLineRecord {
  return { _id: idIn(roomId, message.messageId), roomId, seq, ...message, at: new Date(message.at) };
}

function toMessage(
  line: ChatLineRecord,
  mark: ChatMarkRecord['mark'] | undefined,
  gone: ReadonlySet<string> = new Set(),
): ChatMessage {
  const { replyTo, mark: first, ...rest } = line;
  const now = mark ?? first;
  return chatMessage.parse({
    ...rest,
    at: line.at.toISOString(),
    ...(replyTo && !gone.has(idIn(line.roomId, replyTo.messageId)) && { replyTo }),
    ...(now && now !== 'none' && { mark: now }),
  });
}

function unlessDuplicate(error: unknown): void {
  if (!isDuplicateKey(error)) throw error;
}
