import { Schema } from 'mongoose';
import type { Id } from '#src/contract/ids.ts';
import type { RoomEvent } from '#src/contract/room-events.ts';
import { insertOnce, largeWrite } from '#src/platform/mongo.ts';
import type { Mongo } from '#src/platform/mongo.ts';

/** A stretch of a room's log. Its id is where it begins, so of two writers that began at the same event one wins. */
interface BatchRecord {
  _id: string;
  roomId: Id;
  from: number;
  to: number;
  /** The log had lost events before this stretch. */
  gap?: true;
  /** Events as the log had them, one JSON text each: their form may grow, and nobody searches in them. */
  events: string[];
}

export interface ArchivedBatch {
  from: number;
  to: number;
  gap: boolean;
  events: RoomEvent[];
}

/** Logs of rooms in MongoDB: for replays, disputes and exports, without Redis. */
export interface RoomArchive {
  /** Number of the last event that is archived; 0 = none. */
  lastSeq(roomId: Id): Promise<number>;
  /** False when somebody else archived from the same event on. */
  insert(roomId: Id, events: readonly RoomEvent[], gap: boolean): Promise<boolean>;
  /** The log after a number, a batch at a time; every event once and in order. */
  read(roomId: Id, after?: number): AsyncIterable<ArchivedBatch>;
}

const schema = new Schema<BatchRecord>(
  {
    _id: String,
    roomId: { type: String, required: true },
    from: { type: Number, required: true },
    to: { type: Number, required: true },
    gap: Boolean,
    events: { type: [String], required: true },
  },
  { versionKey: false, collection: 'room_logs' },
).index({ roomId: 1, from: 1 });

export function createRoomArchive(mongo: Mongo): RoomArchive {
  const batches = mongo.model<BatchRecord>('RoomLog', schema);
  return {
    async lastSeq(roomId) {
      const last = await batches.findOne({ roomId }, { to: 1 }).sort({ from: -1 }).lean<Pick<BatchRecord, 'to'>>();
      return last?.to ?? 0;
    },
    async insert(roomId, events, gap) {
      const [from, to] = [events[0]!.seq, events.at(-1)!.seq];
      const texts = events.map((event) => JSON.stringify(event));
      const batch: BatchRecord = { _id: `${roomId}:${from}`, roomId, from, to, events: texts, ...(gap && { gap }) };
      return insertOnce(largeWrite(batches.collection.insertOne(batch as never)));
    },
    async *read(roomId, after = 0) {
      const reached = { roomId, from: { $lte: after + 1 } };
      const first = await batches.findOne(reached, { from: 1 }).sort({ from: -1 }).lean<Pick<BatchRecord, 'from'>>();
      const rest = { roomId, from: { $gte: first?.from ?? 0 } };
      const cursor = batches.find(rest).sort({ from: 1 }).lean<BatchRecord>().cursor({ batchSize: 5 });
      let last = after;
      for await (const { from, to, gap, events: texts } of cursor) {
        // Two writers that came upon a gap while it grew began at different events, and their stretches overlap.
        const events = texts.map((text) => JSON.parse(text) as RoomEvent).filter((event) => event.seq > last);
        if (events.length === 0) continue;
        yield { from: events[0]!.seq, to, gap: gap === true && events[0]!.seq === from, events };
        last = to;
      }
    },
  };
}
