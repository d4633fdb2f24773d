/** The outcome of the work, or a rejection when it takes longer than `ms` milliseconds; the work itself is not stopped. */
export async function withDeadline<T>(work: Promise<T>, ms: number, late?: Error): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const end = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late ?? new Error(`no answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, end]);
  } finally {
    clearTimeout(timer);
  }
}
