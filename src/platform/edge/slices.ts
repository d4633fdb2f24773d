/** The part of each turn of the event loop that deliveries may take, all of a process together. */
export interface Slices {
  /** This turn's part is used up: `rest` before going on. */
  isOver(): boolean;
  /** Waits for a part of a later turn; who came first goes on first. */
  rest(): Promise<void>;
}

export function createSlices(sliceMs: number): Slices {
  const waiting: (() => void)[] = [];
  /** When this turn's part is over; undefined while nothing was done in this turn. */
  let end: number | undefined;

  function open(): number {
    setImmediate(() => void nextTurn());
    return performance.now() + sliceMs;
  }
  function isOver(): boolean {
    end ??= open();
    return performance.now() >= end;
  }
  async function nextTurn(): Promise<void> {
    end = undefined;
    while (waiting.length > 0 && !isOver()) {
      waiting.shift()!();
      // Whoever waited does its part now.
      await Promise.resolve();
    }
  }
  return {
    isOver,
    rest: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        end ??= open();
      }),
  };
}
