import mongoose from 'mongoose';
import type { Collection, Connection } from 'mongoose';
import { withDeadline } from './deadline.ts';
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

/** Makes the collections and indexes of every model on the connection; those that are there already stay. */
export async function initModels(mongo: Mongo): Promise<void> {
  const scansByState = await isSecantus(mongo);
  await Promise.all(
    Object.values(mongo.models).map(async (model) => {
      await model.createCollection();
      await model.createIndexes();
      if (scansByState && model.schema.path('state')) await model.collection.createIndex({ _id: 1, state: 1 });
    }),
  );
}

/**
 * SecantusDB, the stand-in where no MongoDB can be had, reads a whole collection for "this id, while its state is still
 * such" unless an index has both; MongoDB finds the one document by its id.
 */
async function isSecantus(mongo: Mongo): Promise<boolean> {
  const info = await mongo.db!.admin().command({ buildInfo: 1 });
  return 'secantusVersion' in info;
}

/** False when one with the same unique key was there first. @throws every other error */
export async function insertOnce(insert: Promise<unknown>): Promise<boolean> {
  try {
    await insert;
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

/** Documents one bulk insert takes at most. */
export const INSERT_MAX = 500;

/** Longer than the driver looks for a server and tries again, so that its own errors come first. Milliseconds. */
const WRITE_PATIENCE_MS = 15_000;

/**
 * A write that may be large, with an end. The driver waits for good when a connection dies in the middle of one that does
 * not fit into the socket's buffer (64 KiB), and whoever shares the batch, or the only sweep, would wait with it.
 * @throws when it takes too long; it may have happened nevertheless, so it must be one that can be repeated
 */
export function largeWrite<T>(write: Promise<T>, ms: number = WRITE_PATIENCE_MS): Promise<T> {
  return withDeadline(write, ms, new Error(`MongoDB has not answered a write within ${ms} ms`));
}

/** Inserts what can be inserted; answers an error per document that could not, by its place. @throws when it is open what was */
export async function insertAll(
  { conn, name }: Collection,
  documents: readonly object[],
  patienceMs?: number,
): Promise<Map<number, unknown>> {
  if (documents.length === 0) return new Map();
  // The driver's own collection: mongoose's around it costs a third more for each document, and has nothing to add here.
  const native = conn.db!.collection(name);
  try {
    const insert = native.insertMany([...documents], { ordered: false, ignoreUndefined: true });
    await largeWrite(insert, patienceMs);
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
