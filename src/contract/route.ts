import { z } from 'zod';
import { id } from './ids.ts';

/** Path parameters of a route about one thing. */
export const byId = z.strictObject({ id });
/** The answer of a route that has nothing to say. */
export const nothing = z.object({});

/** One HTTP route. `rawBody`: the handler takes the bytes itself and checks them. */
export interface Route {
  auth: 'none' | 'member' | 'operator';
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  rawBody?: true;
  /** The JSON may be as large as a product with 500 SKUs. */
  wideBody?: true;
  response: z.ZodType;
  /** Media types of an answer that is bytes or text instead of JSON; `response` says nothing then. */
  responseTypes?: readonly string[];
}
