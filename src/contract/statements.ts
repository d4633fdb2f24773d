import { z } from 'zod';
import { id, instant } from './ids.ts';
import { fen } from './money.ts';

/** Units and money of a room or of one item in it. */
const sales = z.object({
  /** Units the room was given in all; once settled, those sold and those returned. */
  size: z.number().int(),
  sold: z.number().int(),
  /** Back in the shop; they return when the room is settled or their item leaves the shelf. */
  returned: z.number().int(),
  orders: z.number().int(),
  paidOrders: z.number().int(),
  /** Money the shop has: paid orders, refunds taken off. */
  paidAmount: fen,
  refundedAmount: fen,
});

/** How a show that is over went: as it stood when it was settled, until then as it stands. */
export const statement = sales.extend({
  roomId: id,
  title: z.string(),
  channelName: z.string(),
  state: z.enum(['ended', 'closed']),
  startedAt: instant.optional(),
  endedAt: instant.optional(),
  /** When the last unit was accounted for; absent while holds still run. */
  settledAt: instant.optional(),
  /** The same money after refunds since then. */
  now: z.object({ paidAmount: fen, refundedAmount: fen }),
});
export type Statement = z.infer<typeof statement>;

export const statementItem = sales.extend({ itemId: id, productId: id, title: z.string(), picture: id.optional() });
export type StatementItem = z.infer<typeof statementItem>;

/** With every item that was on the shelf, those that left it too. */
export const roomStatement = statement.extend({ items: z.array(statementItem) });
export type RoomStatement = z.infer<typeof roomStatement>;
