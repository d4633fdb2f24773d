import { Schema } from 'mongoose';
import type { Id } from '#src/contract/ids.ts';
import { insertOnce, largeWrite } from '#src/platform/mongo.ts';
import { createBatches, fulfilled } from '#src/platform/batches.ts';
import type { Mongo } from '#src/platform/mongo.ts';
import { stockPolicy } from '#src/stock/policy.ts';
import type { ShelfItemRecord } from './item.ts';

export type ShelfChange = Partial<
  Pick<ShelfItemRecord, 'title' | 'picture' | 'priceVersion' | 'limit' | 'state' | 'skus' | 'onShelf' | 'pinnedAt'>
>;

export interface ShelfStore {
  /** `exists`: the product is on this shelf already; `taken`: the item was added or given up under this id. */
  insert(item: ShelfItemRecord): Promise<'done' | 'exists' | 'taken'>;
  find(item: Id): Promise<ShelfItemRecord | undefined>;
  /** The item and the same product's items in other rooms, as they were at most `stockPolicy.saleRoomsMs` ago. */
  findShows(item: Id): Promise<ItemShows | undefined>;
  /** What is on the shelf, in its order. */
  listOnShelf(room: Id): Promise<ShelfItemRecord[]>;
  /** The product, or all of the shop, on every shelf. */
  listEverywhere(of: { product: Id } | { shop: Id }): Promise<ShelfItemRecord[]>;
  /** Changes the item if its revision is still this one; undefined values clear a field. */
  change(item: ShelfItemRecord, change: ShelfChange, at: Date): Promise<boolean>;
  /** The gate has this revision. */
  clean(item: Id, revision: number): Promise<void>;
  /** Says that the gate has to be told of these items again. */
  touch(items: readonly Id[], at: Date): Promise<void>;
  listDirty(before: Date): Promise<ShelfItemRecord[]>;
  sort(room: Id, items: readonly Id[]): Promise<void>;
  pin(room: Id, item: Id, at: Date): Promise<boolean>;
  unpin(room: Id, except?: Id): Promise<void>;
}

/** Where else the product of an item is or was shown. */
export interface ItemShows {
  product: Id;
  limit: number | undefined;
  others: Pick<ShelfItemRecord, '_id' | 'room'>[];
}

const SHOWS_MAX = 10_000;

const id = { type: String, required: true } as const;
const schema = new Schema<ShelfItemRecord>(
  {
    _id: String,
    room: id,
    product: id,
    shop: id,
    seller: id,
    channelName: id,
    title: id,
    picture: String,
    priceVersion: { type: Number, required: true },
    limit: Number,
    mode: String,
    drawSeconds: Number,
    state: id,
    onShelf: Boolean,
    order: { type: Number, required: true },
    skus: [{ _id: false, sku: String, pool: String, name: String, listPrice: Number, price: Number }],
    revision: { type: Number, required: true },
    dirty: Date,
    pinnedAt: Date,
    at: { type: Date, required: true },
  },
  { versionKey: false, collection: 'shelf_items' },
);
schema.index({ room: 1, onShelf: 1 });
schema.index({ product: 1, onShelf: 1 });
schema.index({ shop: 1, onShelf: 1 });
schema.index({ dirty: 1 }, { partialFilterExpression: { dirty: { $exists: true } } });

/** `<room>:<product>` belongs to one item at a time; a document of its own, whose id no two items can have. */
interface ShelfPlaceRecord {
  _id: string;
  item: Id;
}
const placeSchema = new Schema<ShelfPlaceRecord>(
  { _id: String, item: { type: String, required: true } },
  { versionKey: false, collection: 'shelf_places' },
);

export function createShelfStore(mongo: Mongo): ShelfStore {
  const model = mongo.model<ShelfItemRecord>('ShelfItem', schema);
  const places = mongo.model<ShelfPlaceRecord>('ShelfPlace', placeSchema);
  const many = (filter: object) => model.find(filter).sort({ order: 1, _id: 1 }).lean<ShelfItemRecord[]>();
  /** Asked for every order of a sale at once: callers of one moment share one read. */
  const find = createBatches<Id, ShelfItemRecord | undefined>(async (ids) => {
    const found = await model.find({ _id: { $in: [...new Set(ids)] } }).lean<ShelfItemRecord[]>();
    const byId = new Map(found.map((item) => [item._id, item]));
    return ids.map((each) => fulfilled(byId.get(each)));
  }, 1_000);
  /** Asked for every request to buy something with a limit, and changing only with shelves. */
  const shows = new Map<Id, { at: number; found: Promise<ItemShows | undefined> }>();
  return {
    findShows(item) {
      const known = shows.get(item);
      const now = Date.now();
      if (known && now - known.at < stockPolicy.saleRoomsMs) return known.found;
      if (shows.size >= SHOWS_MAX) shows.clear();
      const found = readShows(item);
      shows.set(item, { at: now, found });
      found.catch(() => shows.delete(item));
      return found;
    },
    async insert(item) {
      if (item.onShelf && !(await takePlace(item))) return 'exists';
      return (await insertOnce(model.create(item))) ? 'done' : 'taken';
    },
    find,
    listOnShelf: (room) => many({ room, onShelf: true }),
    listEverywhere: (of) => many({ ...of, onShelf: true }),
    async change(item, change, at) {
      const entries = Object.entries(change);
      const set = Object.fromEntries(entries.filter(([, value]) => value !== undefined));
      const unset = Object.fromEntries(entries.filter(([, value]) => value === undefined).map(([name]) => [name, 1]));
      const done = await model.updateOne(
        { _id: item._id, revision: item.revision },
        {
          $set: { ...set, revision: item.revision + 1, dirty: at },
          ...(Object.keys(unset).length > 0 && { $unset: unset }),
        },
      );
      return done.matchedCount === 1;
    },
    async clean(item, revision) {
      await model.updateOne({ _id: item, revision }, { $unset: { dirty: 1 } });
    },
    async touch(items, at) {
      if (items.length > 0) await model.updateMany({ _id: { $in: [...items] } }, { $set: { dirty: at } });
    },
    listDirty: (before) => many({ dirty: { $lt: before } }),
    async sort(room, items) {
      const steps = items.map((item, order) => ({
        updateOne: { filter: { _id: item, room }, update: { $set: { order } } },
      }));
      await largeWrite(model.bulkWrite(steps, { ordered: false }));
    },
    async pin(room, item, at) {
      const done = await model.updateOne({ _id: item, room, state: 'on_sale' }, { $set: { pinnedAt: at } });
      return done.matchedCount === 1;
    },
    async unpin(room, except) {
      const others = except === undefined ? {} : { _id: { $ne: except } };
      await model.updateMany({ room, pinnedAt: { $exists: true }, ...others }, { $unset: { pinnedAt: 1 } });
    },
  };

  async function readShows(item: Id): Promise<ItemShows | undefined> {
    const own = await find(item);
    if (!own) return undefined;
    const { product, room, limit } = own;
    const others =
      limit === undefined
        ? []
        : await model.find({ product, room: { $ne: room } }, { room: 1 }).lean<ShelfItemRecord[]>();
    return { product, limit, others };
  }

  /** The place is the item's own, free, or its holder has left the shelf. */
  async function takePlace({ _id: item, room, product }: ShelfItemRecord): Promise<boolean> {
    const place = `${room}:${product}`;
    if (await insertOnce(places.create({ _id: place, item }))) return true;
    const holder = (await places.findById(place).lean<ShelfPlaceRecord>())!.item;
    if (holder === item) return true;
    const held = await find(holder);
    // Whoever has the place and no item yet is adding it right now, or will be given up.
    if (!held || held.onShelf) return false;
    return (await places.updateOne({ _id: place, item: holder }, { $set: { item } })).matchedCount === 1;
  }
}
