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

/** True for the duplicate-key error by which MongoDB says "somebody was first". */
export function isDuplicateKey(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 11000;
}
