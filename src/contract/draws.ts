import { z } from 'zod';
import { id, instant } from './ids.ts';

/** A draw as everybody may see it. Before it is made: what its seed is bound to. Afterwards: the seed. */
export const drawView = z.object({
  itemId: id,
  number: z.number().int(),
  /** SHA-256 of the seed, in hex. */
  commitment: z.string(),
  committedAt: instant,
  seed: z.string().optional(),
  drawnAt: instant.optional(),
});
export type DrawView = z.infer<typeof drawView>;

/** And all entries of one that was made, in the order in which they were served: that of HMAC-SHA256(seed, hash of the ticket). */
export const drawReport = drawView.extend({
  entries: z
    .array(
      z.object({
        /** SHA-256 of the ticket's id, in hex: who has the ticket finds it, and nobody else learns its id. */
        ticketHash: z.string(),
        sku: id,
        quantity: z.number().int(),
        /** `won`, or why not */
        outcome: z.string(),
      }),
    )
    .optional(),
});
export type DrawReport = z.infer<typeof drawReport>;
