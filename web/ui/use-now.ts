import { useEffect, useState } from 'preact/hooks';

/** The time in milliseconds, fresh every `everyMs`; stands still once `until` has passed. */
export function useNow(everyMs: number, until?: number): number {
  const [now, setNow] = useState(() => Date.now());
  const over = until !== undefined && now >= until;
  useEffect(() => {
    if (over) return undefined;
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs, over]);
  return now;
}
