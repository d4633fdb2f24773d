import mongoose from 'mongoose';
import type { Connection } from 'mongoose';
import type { Log } from './log.ts';

export type Mongo = Connection;

/** One connection; acknowledged means durable on a majority (`w: majority, j: true`). */
export async function connectMongo(uri: string, log: Log, options: { dbName?: string } = {}): Promise<Mongo> {
  const mongo = mongoose.createConnection(uri, {
    ...(options.dbName && { dbName: options.dbName }),
    writeConcern: { w: 'majority', j: true },
    retryWrites: true,
    serverSelectionTimeoutMS: 5_000,
    autoIndex: false,
    autoCreate: false,
  });
  mongo.on('error', (error) => log.warn({ err: error as Error }, 'mongodb connection error'));
  return mongo.asPromise();
}

/** Documents one bulk insert takes at most. */
export const INSERT_MAX = 500;

interface Insertable {
  insertMany(documents: never[], options: { ordered: false; ignoreUndefined: true }): Promise<unknown>;
}

/** Inserts what can be inserted; answers an error per document that could not, by its place. @throws when it is open what was */
export async function insertAll(all: Insertable, documents: readonly object[]): Promise<Map<number, unknown>> {
  if (documents.length === 0) return new Map();
  try {
    await all.insertMany([...documents] as never[], { ordered: false, ignoreUndefined: true });
    return new Map();
  } catch (error) {
    const { writeErrors } = error as { writeErrors?: { index: number } | { index: number }[] };
    const each = writeErrors === undefined ? [] : Array.isArray(writeErrors) ? writeErrors : [writeErrors];
    if (each.length === 0) throw error;
    return new Map(each.map((one) => [one.index, one]));
  }
}

/** True for the duplicate-key error by which MongoDB says "somebody was first". */
export function isDuplicateKey(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 11000;
}
