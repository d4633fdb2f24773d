import { setTimeout as pause } from 'node:timers/promises';

/** Asks until the answer is not undefined; a question that throws or hangs counts as not answered yet. */
export async function until<T>(
  what: string,
  question: () => Promise<T | undefined>,
  { patienceMs = 60_000, everyMs = 50, answerMs = 5_000 } = {},
): Promise<T> {
  const deadline = Date.now() + patienceMs;
  let last: unknown;
  for (;;) {
    try {
      const answer = await inTime(question(), answerMs);
      if (answer !== undefined) return answer;
      last = undefined;
    } catch (error) {
      last = error;
    }
    if (Date.now() > deadline) throw new Error(`${what}: not within ${patienceMs / 1000} s`, { cause: last });
    await pause(everyMs);
  }
}

/** The answer, or a rejection after that long; the question itself goes on. */
export async function inTime<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  const stop = new AbortController();
  const late = pause(milliseconds, undefined, { signal: stop.signal }).then(() => {
    throw new Error(`no answer within ${milliseconds} ms`);
  });
  late.catch(() => {});
  try {
    return await Promise.race([work, late]);
  } finally {
    stop.abort();
    work.catch(() => {});
  }
}
