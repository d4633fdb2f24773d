import type { Address } from '#src/contract/accounts.ts';
import type { Id } from '#src/contract/ids.ts';
import type { CancelReason, OrderState, TrafficSource } from '#src/contract/purchases.ts';

/**
 * An order; its id is the ticket's. The unique id decides a ticket's outcome: whoever inserts first, the worker with
 * `placed` or the end of the hold with `void`, has decided.
 */
export interface OrderRecord {
  _id: Id;
  /** Absent on a void order, which is no order. */
  number?: string | undefined;
  state: OrderState;
  buyer: Id;
  seller: Id;
  shop: Id;
  room: Id;
  channelName: string;
  item: Id;
  product: Id;
  sku: Id;
  title: string;
  skuName: string;
  picture?: Id | undefined;
  pool: Id;
  serials: number[];
  quantity: number;
  unitPrice: number;
  amount: number;
  placedAt: Date;
  holdUntil: Date;
  paidAt?: Date | undefined;
  shippedAt?: Date | undefined;
  completedAt?: Date | undefined;
  cancelledAt?: Date | undefined;
  cancelReason?: CancelReason | undefined;
  refundedAt?: Date | undefined;
  /** The payment that paid it. */
  payment?: Id | undefined;
  address?: Address | undefined;
  carrier?: string | undefined;
  trackingNumber?: string | undefined;
  /** True from a decision against the order until its units are back. */
  unreleased?: true | undefined;
  /** True while units that were claimed after its release are removed, and the room is to be counted anew for it. */
  stray?: true | undefined;
  /** While money that came late claims units for a cancelled order: until when it may. */
  reclaimUntil?: Date | undefined;
  /** Late money was decided against, for good: whatever comes now goes back. */
  lateRefused?: boolean | undefined;
  seen: { pinned: boolean; priceVersion: number; seq: number; mediaMs?: number | undefined; source: TrafficSource };
}
