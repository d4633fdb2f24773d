/** Calls again and again while somebody looks at the page, and at once when they come back to it; answers the way to stop. */
export function whileSeen(call: () => void, everyMs: number): () => void {
  const closing = new AbortController();
  const look = () => document.visibilityState === 'visible' && call();
  const timer = setInterval(look, everyMs);
  document.addEventListener('visibilitychange', look, { signal: closing.signal });
  return () => {
    clearInterval(timer);
    closing.abort();
  };
}
