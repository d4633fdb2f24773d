import { Schema } from 'mongoose';
import type { Address, NotificationView, Role } from '#src/contract/accounts.ts';
import type { Id } from '#src/contract/ids.ts';
import { insertOnce } from '#src/platform/mongo.ts';
import type { Mongo } from '#src/platform/mongo.ts';

export interface AccountRecord {
  _id: Id;
  email: string;
  name: string;
  role: Role;
  passwordHash: string;
  address?: Address;
  bannedAt?: Date;
  bannedReason?: string;
  createdAt: Date;
}

const accountSchema = new Schema<AccountRecord>(
  {
    _id: String,
    email: { type: String, required: true },
    name: { type: String, required: true },
    role: { type: String, required: true },
    passwordHash: { type: String, required: true },
    address: Object,
    bannedAt: Date,
    bannedReason: String,
    createdAt: { type: Date, required: true },
  },
  { collection: 'accounts', versionKey: false },
).index({ email: 1 }, { unique: true });

/** The collection of accounts. */
export interface AccountStore {
  /** False when the e-mail is taken. */
  insert(account: AccountRecord): Promise<boolean>;
  find(id: Id): Promise<AccountRecord | undefined>;
  findByEmail(email: string): Promise<AccountRecord | undefined>;
  setAddress(id: Id, address: Address): Promise<void>;
  /** False when the account was banned already. */
  ban(id: Id, reason: string, at: Date): Promise<boolean>;
}

export function createAccountStore(mongo: Mongo): AccountStore {
  const Account = mongo.model<AccountRecord>('Account', accountSchema);
  return {
    insert: (account) => insertOnce(Account.create(account)),
    find: async (id) => (await Account.findById(id).lean<AccountRecord>()) ?? undefined,
    findByEmail: async (email) => (await Account.findOne({ email }).lean<AccountRecord>()) ?? undefined,
    async setAddress(id, address) {
      await Account.updateOne({ _id: id }, { $set: { address } });
    },
    async ban(id, reason, at) {
      const done = await Account.updateOne(
        { _id: id, bannedAt: { $exists: false } },
        { $set: { bannedAt: at, bannedReason: reason } },
      );
      return done.matchedCount === 1;
    },
  };
}

export interface NotificationRecord {
  /** `<account>:<kind>:<subject>:<key>`, so that telling twice is impossible. */
  _id: string;
  id: Id;
  account: Id;
  kind: NotificationView['kind'];
  subject: NotificationView['subject'];
  text: string;
  at: Date;
  readAt?: Date;
}

const notificationSchema = new Schema<NotificationRecord>(
  {
    _id: String,
    id: { type: String, required: true },
    account: { type: String, required: true },
    kind: { type: String, required: true },
    subject: { type: { type: String }, id: String },
    text: String,
    at: { type: Date, required: true },
    readAt: Date,
  },
  { collection: 'notifications', versionKey: false },
).index({ account: 1, id: -1 });

export interface NotificationStore {
  /** False when the same notification exists already. */
  insert(record: NotificationRecord): Promise<boolean>;
  list(account: Id, before: Id | undefined, limit: number): Promise<NotificationRecord[]>;
  /** False when there is no such notification of this account. */
  markRead(account: Id, id: Id, at: Date): Promise<boolean>;
}

export function createNotificationStore(mongo: Mongo): NotificationStore {
  const Notification = mongo.model<NotificationRecord>('Notification', notificationSchema);
  return {
    insert: (record) => insertOnce(Notification.create(record)),
    list: (account, before, limit) =>
      Notification.find({ account, ...(before && { id: { $lt: before } }) })
        .sort({ id: -1 })
        .limit(limit)
        .lean<NotificationRecord[]>(),
    async markRead(account, id, at) {
      const done = await Notification.updateOne({ account, id }, { $min: { readAt: at } });
      return done.matchedCount === 1;
    },
  };
}
