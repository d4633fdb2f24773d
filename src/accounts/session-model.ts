import { Schema } from 'mongoose';
import type { Id } from '#src/contract/ids.ts';
import type { Mongo } from '#src/platform/mongo.ts';

/** One signed-in device. `current` is the hash of the refresh secret that is valid now, `used` of those rotated away. */
export interface SessionRecord {
  _id: Id;
  account: Id;
  current: string;
  used: string[];
  createdAt: Date;
  lastSeenAt: Date;
  /** MongoDB removes the session after this. */
  expiresAt: Date;
  endedAt?: Date;
  agent: string;
  address: string;
}

const sessionSchema = new Schema<SessionRecord>(
  {
    _id: String,
    account: { type: String, required: true },
    current: { type: String, required: true },
    used: [String],
    createdAt: Date,
    lastSeenAt: Date,
    expiresAt: { type: Date, required: true },
    endedAt: Date,
    agent: String,
    address: String,
  },
  { collection: 'sessions', versionKey: false },
)
  .index({ account: 1 })
  .index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

/** Rotated secrets remembered per session; older ones are simply unknown. */
const USED_KEPT = 50;

export interface SessionStore {
  insert(session: SessionRecord): Promise<void>;
  find(id: Id): Promise<SessionRecord | undefined>;
  /** Replaces the valid secret if it is still `from`; false when somebody rotated first or the session ended. */
  rotate(id: Id, from: string, to: string, seenAt: Date, expiresAt: Date): Promise<boolean>;
  end(id: Id, at: Date): Promise<boolean>;
  /** Answers the sessions that were open. */
  endAll(account: Id, at: Date): Promise<Id[]>;
  listActive(account: Id, now: Date): Promise<SessionRecord[]>;
}

export function createSessionStore(mongo: Mongo): SessionStore {
  const Session = mongo.model<SessionRecord>('Session', sessionSchema);
  return {
    async insert(session) {
      await Session.create(session);
    },
    find: async (id) => (await Session.findById(id).lean<SessionRecord>()) ?? undefined,
    async rotate(id, from, to, seenAt, expiresAt) {
      const done = await Session.updateOne(
        { _id: id, current: from, endedAt: { $exists: false } },
        {
          $set: { current: to, lastSeenAt: seenAt, expiresAt },
          $push: { used: { $each: [from], $slice: -USED_KEPT } },
        },
      );
      return done.matchedCount === 1;
    },
    async end(id, at) {
      const done = await Session.updateOne({ _id: id, endedAt: { $exists: false } }, { $set: { endedAt: at } });
      return done.matchedCount === 1;
    },
    async endAll(account, at) {
      const open = { account, endedAt: { $exists: false } };
      const rows = await Session.find(open).select('_id').lean<{ _id: Id }[]>();
      await Session.updateMany(open, { $set: { endedAt: at } });
      return rows.map((row) => row._id);
    },
    listActive: (account, now) =>
      Session.find({ account, endedAt: { $exists: false }, expiresAt: { $gt: now } })
        .sort({ _id: -1 })
        .limit(50)
        .lean<SessionRecord[]>(),
  };
}
