import { z } from 'zod';

/** Every id in the system: a UUIDv7 in its canonical lower-case form, so ids sort by creation time. */
export const id = z.uuid({ version: 'v7' });
export type Id = z.infer<typeof id>;

/** A moment: ISO 8601 in UTC with milliseconds, e.g. `2026-01-31T12:00:00.000Z`. */
export const instant = z.iso.datetime({ precision: 3 });
export type Instant = z.infer<typeof instant>;

/** One page of a list: `cursor` is the id of the last row of the page before, rows come newest first. */
export const page = z.strictObject({
  cursor: id.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});
export type Page = z.infer<typeof page>;

/** A list answer; `next` is absent on the last page. */
export const pageOf = <T extends z.ZodType>(row: T) => z.object({ rows: z.array(row), next: id.optional() });
