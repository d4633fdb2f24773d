import { Schema } from 'mongoose';
import type { Id } from '#src/contract/ids.ts';
import { createBatches, fulfilled, rejected } from '#src/platform/batches.ts';
import { INSERT_MAX, insertAll, isDuplicateKey } from '#src/platform/mongo.ts';
import type { Mongo } from '#src/platform/mongo.ts';
import type { UnitRecord } from './unit.ts';

export interface UnitStore {
  /** Claims what is free or the ticket's own already, for a hold as late as theirs; answers the ids that belong to other tickets. */
  claim(units: readonly UnitRecord[]): Promise<string[]>;
  /** Removes the ticket's units that were claimed for a hold until `until` at most (milliseconds); answers how many. */
  remove(ticket: Id, until: number): Promise<number>;
  /** Likewise, only those of the units named. */
  removeOnly(ticket: Id, units: readonly string[], until: number): Promise<void>;
  /** Whose the units named are; those that are nobody's are left out. */
  owners(units: readonly string[]): Promise<Map<string, Id>>;
  countOfPool(pool: Id): Promise<number>;
  ofTicket(ticket: Id): Promise<UnitRecord[]>;
  /** Every claimed unit of a pool with its owner, streamed. */
  ofPool(pool: Id): AsyncIterable<{ _id: string; ticket: Id }>;
}

/** What became of one unit's claim. */
type Claimed = 'own' | 'foreign' | Error;

/** A unit that is released at the very moment it is claimed is claimed again, this often. */
const ROUNDS = 3;

const id = { type: String, required: true } as const;
const schema = new Schema<UnitRecord>(
  {
    _id: String,
    pool: id,
    room: id,
    ticket: id,
    buyer: id,
    item: id,
    at: { type: Date, required: true },
    hold: { type: Schema.Types.Mixed, required: true },
  },
  { versionKey: false, collection: 'stock_units' },
)
  .index({ ticket: 1 })
  .index({ pool: 1 });

const heldUntil = (until: number) => ({ 'hold.until': { $lte: new Date(until) } });

export function createUnitStore(mongo: Mongo): UnitStore {
  const model = mongo.model<UnitRecord>('StockUnit', schema);

  /** Claims for several tickets at once; each hears which of its units belong to others. */
  async function claimAll(claims: readonly (readonly UnitRecord[])[]): Promise<PromiseSettledResult<string[]>[]> {
    const results = new Map<UnitRecord, Claimed>();
    let open = claims.flat();
    for (let round = 0; round < ROUNDS && open.length > 0; round += 1) open = await insertOnce(open, results);
    return claims.map((claim) => {
      const own = claim.map((unit) => ({ unit: unit._id, result: results.get(unit) }));
      const broken = own.find(({ result }) => result === undefined || result instanceof Error);
      if (broken) return rejected(broken.result ?? new Error(`unit ${broken.unit} comes and goes`));
      return fulfilled(own.filter(({ result }) => result === 'foreign').map(({ unit }) => unit));
    });
  }

  /** Answers those that were somebody's at the insert and nobody's a moment later: they are open again. */
  async function insertOnce(units: UnitRecord[], results: Map<UnitRecord, Claimed>): Promise<UnitRecord[]> {
    const errors = await insertAll(model.collection, units);
    const isThere = (index: number) => isDuplicateKey(errors.get(index));
    const owners = await ownersOf(units.filter((_, index) => isThere(index)));
    return units.filter((unit, index) => {
      if (!errors.has(index)) results.set(unit, 'own');
      else if (!isThere(index))
        results.set(unit, new Error('a unit could not be inserted', { cause: errors.get(index) }));
      else if (owners.has(unit._id)) results.set(unit, owners.get(unit._id) === unit.ticket ? 'own' : 'foreign');
      return !results.has(unit);
    });
  }

  /** Who has these units, by their ids; one that has just been removed has nobody. */
  async function ownersOf(wanted: readonly UnitRecord[]): Promise<Map<string, Id>> {
    if (wanted.length === 0) return new Map();
    const ids = [...new Set(wanted.map((unit) => unit._id))];
    const found = await model.find({ _id: { $in: ids } }, { ticket: 1, hold: 1 }).lean<UnitRecord[]>();
    const units = new Map(found.map((unit) => [unit._id, unit]));
    const owners = new Map(found.map((unit) => [unit._id, unit.ticket]));
    for (const claim of wanted) {
      const unit = units.get(claim._id);
      if (unit?.ticket !== claim.ticket || unit.hold.until >= claim.hold.until) continue;
      if (!(await prolong(claim))) owners.delete(claim._id);
    }
    return owners;
  }

  /** Makes a unit of an earlier hold one of this hold, so that the release of the earlier one passes it by. */
  async function prolong({ _id, ticket, hold }: UnitRecord): Promise<boolean> {
    return (await model.updateOne({ _id, ticket }, { $set: { 'hold.until': hold.until } })).matchedCount === 1;
  }

  return {
    claim: createBatches(claimAll, INSERT_MAX),
    remove: async (ticket, until) => (await model.deleteMany({ ticket, ...heldUntil(until) })).deletedCount,
    async removeOnly(ticket, units, until) {
      await model.deleteMany({ ticket, _id: { $in: [...units] }, ...heldUntil(until) });
    },
    async owners(units) {
      const owners = new Map<string, Id>();
      for (let start = 0; start < units.length; start += INSERT_MAX) {
        const some = units.slice(start, start + INSERT_MAX);
        const found = await model.find({ _id: { $in: some } }, { ticket: 1 }).lean<UnitRecord[]>();
        for (const unit of found) owners.set(unit._id, unit.ticket);
      }
      return owners;
    },
    countOfPool: (pool) => model.countDocuments({ pool }),
    ofTicket: (ticket) => model.find({ ticket }).lean<UnitRecord[]>(),
    ofPool: (pool) =>
      model.find({ pool }, { ticket: 1 }).lean<{ _id: string; ticket: Id }[]>().batchSize(5_000).cursor() as never,
  };
}
