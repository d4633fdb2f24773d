import type { Model } from 'mongoose';
import type { Id, Page } from '#src/contract/ids.ts';
import type { OrderState } from '#src/contract/purchases.ts';
import type { OrderRecord } from './order.ts';
import { receivedStates, soldStates } from './rules.ts';

/** What a room has sold so far; money in fen. */
export interface RoomSales {
  orders: number;
  paidOrders: number;
  paidAmount: number;
  unitsSold: number;
  /** Units of orders that wait for their payment. */
  unitsUnpaid: number;
  ordersLastMinute: number;
  /** Of the item asked about, since the moment asked about. */
  pinnedOrders: number;
  pinnedUnits: number;
}

/** Orders of one item in one room; money in fen. */
export interface ItemOrders {
  room: Id;
  item: Id;
  sold: number;
  orders: number;
  paidOrders: number;
  paidAmount: number;
  refundedAmount: number;
}

export interface OrderReads {
  find(id: Id): Promise<OrderRecord | undefined>;
  findByNumber(number: string): Promise<OrderRecord | undefined>;
  /** What there is of the orders named, void ones too. */
  existing(ids: readonly Id[]): Promise<Map<Id, Pick<OrderRecord, 'state' | 'room' | 'quantity'>>>;
  /** The orders named, as far as they exist. */
  findAll(ids: readonly Id[]): Promise<OrderRecord[]>;
  /** What became of the orders named, and whether their units are still to be released. */
  standing(ids: readonly Id[]): Promise<Pick<OrderRecord, '_id' | 'state' | 'unreleased' | 'reclaimUntil'>[]>;
  /** Every order of a room, void ones too, streamed. */
  ofRoom(room: Id): AsyncIterable<OrderRecord>;
  listOfBuyer(buyer: Id, page: Page): Promise<OrderRecord[]>;
  /** Every ticket of a buyer that reached MongoDB, void ones too. */
  listTicketsOf(buyer: Id, page: Page): Promise<OrderRecord[]>;
  listOfShop(
    shop: Id,
    page: Page,
    filter: { state?: OrderState | undefined; room?: Id | undefined },
  ): Promise<OrderRecord[]>;
  /** Orders of a room that hold units: waiting for payment, claiming them for late money, or not released yet. */
  listOpen(room: Id): Promise<OrderRecord[]>;
  /** Orders that waited for payment, or might claim units for late money, until before `before`. */
  listOverdue(before: Date, limit: number): Promise<OrderRecord[]>;
  listRefunding(limit: number): Promise<OrderRecord[]>;
  listUnreleased(limit: number): Promise<OrderRecord[]>;
  /** Units per item and buyer, of orders that count, except those named. */
  boughtInRoom(room: Id, except: readonly Id[]): Promise<{ item: Id; buyer: Id; quantity: number }[]>;
  /** Units of a product an account has ordered since a moment, by room; cancelled ones left out. */
  boughtOf(buyer: Id, product: Id, since: Date): Promise<{ room: Id; quantity: number }[]>;
  /** What each item of these rooms has sold, refunds taken off and told apart. */
  sumByItem(rooms: readonly Id[]): Promise<ItemOrders[]>;
  /** Whether an account has paid for anything of a seller and not had it refunded. */
  hasPaid(buyer: Id, seller: Id): Promise<boolean>;
  countRoom(room: Id, now: Date, pinned?: { item: Id; since: Date }): Promise<RoomSales>;
}

export function createOrderReads(model: Model<OrderRecord>): OrderReads {
  const list = (filter: object, page: Page) =>
    model
      .find({ ...filter, ...(page.cursor !== undefined && { _id: { $lt: page.cursor } }) })
      .sort({ _id: -1 })
      .limit(page.limit + 1)
      .lean<OrderRecord[]>();
  const sumIf = (condition: object, value: unknown) => ({ $sum: { $cond: [condition, value, 0] } });
  const inStates = (states: readonly OrderState[]) => ({ $in: ['$state', [...states]] });
  const real = { $nin: ['void'] };

  return {
    find: async (id) => (await model.findById(id).lean<OrderRecord>()) ?? undefined,
    findByNumber: async (number) => (await model.findOne({ number }).lean<OrderRecord>()) ?? undefined,
    async existing(ids) {
      const orders = new Map<Id, Pick<OrderRecord, 'state' | 'room' | 'quantity'>>();
      for (let start = 0; start < ids.length; start += 1_000) {
        const batch = ids.slice(start, start + 1_000);
        const fields = { state: 1, room: 1, quantity: 1 };
        for (const order of await model.find({ _id: { $in: batch } }, fields).lean<OrderRecord[]>())
          orders.set(order._id, order);
      }
      return orders;
    },
    findAll: (ids) => model.find({ _id: { $in: [...ids] } }).lean<OrderRecord[]>(),
    standing: (ids) =>
      model.find({ _id: { $in: [...ids] } }, { state: 1, unreleased: 1, reclaimUntil: 1 }).lean<OrderRecord[]>(),
    ofRoom: (room) => model.find({ room }).lean<OrderRecord>().batchSize(1_000).cursor() as never,
    listOfBuyer: (buyer, page) => list({ buyer, state: real }, page),
    listTicketsOf: (buyer, page) => list({ buyer }, page),
    listOfShop: (shop, page, { state, room }) =>
      list({ shop, state: state === undefined || state === 'void' ? real : state, ...(room && { room }) }, page),
    async listOpen(room) {
      const placed = await model.find({ room, state: 'placed' }).lean<OrderRecord[]>();
      const unreleased = await model.find({ unreleased: true, room }).lean<OrderRecord[]>();
      const reclaiming = await model.find({ reclaimUntil: { $exists: true }, room }).lean<OrderRecord[]>();
      return [...new Map([...placed, ...unreleased, ...reclaiming].map((order) => [order._id, order])).values()];
    },
    async listOverdue(before, limit) {
      const some = (filter: object) => model.find(filter).limit(limit).lean<OrderRecord[]>();
      const unpaid = await some({ state: 'placed', holdUntil: { $lt: before } });
      return [...unpaid, ...(await some({ reclaimUntil: { $lt: before } }))];
    },
    listRefunding: (limit) => model.find({ state: 'refunding' }).limit(limit).lean<OrderRecord[]>(),
    listUnreleased: (limit) => model.find({ unreleased: true }).limit(limit).lean<OrderRecord[]>(),
    async boughtInRoom(room, except) {
      const counted = { $nin: ['void', 'cancelled'] };
      const groups = await model.aggregate<{ _id: { item: Id; buyer: Id }; quantity: number }>([
        { $match: { room, state: counted, ...(except.length > 0 && { _id: { $nin: [...except] } }) } },
        { $group: { _id: { item: '$item', buyer: '$buyer' }, quantity: { $sum: '$quantity' } } },
      ]);
      return groups.map(({ _id, quantity }) => ({ ..._id, quantity }));
    },
    async boughtOf(buyer, product, since) {
      const groups = await model.aggregate<{ _id: Id; quantity: number }>([
        { $match: { buyer, product, placedAt: { $gte: since }, state: { $nin: ['void', 'cancelled'] } } },
        { $group: { _id: '$room', quantity: { $sum: '$quantity' } } },
      ]);
      return groups.map(({ _id, quantity }) => ({ room: _id, quantity }));
    },
    async sumByItem(rooms) {
      const groups = await model.aggregate<Omit<ItemOrders, 'room' | 'item'> & { _id: { room: Id; item: Id } }>([
        { $match: { room: { $in: [...rooms] }, state: { $nin: ['void', 'cancelled'] } } },
        {
          $group: {
            _id: { room: '$room', item: '$item' },
            sold: sumIf(inStates(soldStates), '$quantity'),
            orders: { $sum: 1 },
            paidOrders: sumIf(inStates(receivedStates), 1),
            paidAmount: sumIf(inStates(receivedStates), '$amount'),
            refundedAmount: sumIf(inStates(['refunding', 'refunded']), '$amount'),
          },
        },
      ]);
      return groups.map(({ _id, ...sums }) => ({ ...sums, ..._id }));
    },
    async countRoom(room, now, pinned) {
      const lastMinute = { $gte: ['$placedAt', new Date(now.getTime() - 60_000)] };
      const ofPin = pinned && { $and: [{ $eq: ['$item', pinned.item] }, { $gte: ['$placedAt', pinned.since] }] };
      const [sales] = await model.aggregate<RoomSales>([
        { $match: { room, state: { $nin: ['void', 'cancelled'] } } },
        {
          $group: {
            _id: null,
            orders: { $sum: 1 },
            paidOrders: sumIf(inStates(receivedStates), 1),
            paidAmount: sumIf(inStates(receivedStates), '$amount'),
            unitsSold: sumIf(inStates(soldStates), '$quantity'),
            // Where the first payments claim the units, an unpaid order holds none.
            unitsUnpaid: sumIf({ $eq: ['$state', 'placed'] }, { $size: '$serials' }),
            ordersLastMinute: sumIf(lastMinute, 1),
            ...(ofPin && { pinnedOrders: sumIf(ofPin, 1), pinnedUnits: sumIf(ofPin, '$quantity') }),
          },
        },
        { $project: { _id: 0 } },
      ]);
      const none = { orders: 0, paidOrders: 0, paidAmount: 0, unitsSold: 0, unitsUnpaid: 0, ordersLastMinute: 0 };
      return { ...none, pinnedOrders: 0, pinnedUnits: 0, ...sales };
    },
    hasPaid: async (buyer, seller) =>
      (await model.exists({ buyer, seller, state: { $in: [...receivedStates] } })) !== null,
  };
}
