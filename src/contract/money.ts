import { z } from 'zod';

/** The largest amount one field may carry, in fen: 100 million yuan, far inside the safe integers. */
export const MAX_FEN = 10_000_000_000;

/** An amount in fen (1/100 yuan); money is an integer everywhere. */
export const fen = z.number().int().min(0).max(MAX_FEN);
export type Fen = z.infer<typeof fen>;

export const CURRENCY = 'CNY';
