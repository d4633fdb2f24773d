import { useEffect } from 'preact/hooks';
import { whileSeen } from '../ui/while-seen.ts';
import type { Held } from './held.ts';
import type { Talk } from './talk.ts';

/** Operators are not told of changes: their desks are over every room, so they look now and then; milliseconds. */
const LOOK_MS = 15_000;

/** The waiting lines, fresh as long as the caller is on the page. */
export function useHeld({ held }: Talk): Held {
  useEffect(() => {
    const stops = [held.follow(), whileSeen(held.refresh, LOOK_MS)];
    return () => stops.forEach((stop) => stop());
  }, [held]);
  return held;
}
