/** What every bench says in its last line; `ratio` is ours over baseline in the given unit. */
export interface BenchLine {
  bench: string;
  ratio: number;
  ours: number;
  baseline: number;
  unit: string;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Prints the line that programs read. */
export function printLine(line: Omit<BenchLine, 'ratio'>): void {
  console.log(
    JSON.stringify({
      bench: line.bench,
      ratio: round(line.ours / line.baseline),
      ours: round(line.ours),
      baseline: round(line.baseline),
      unit: line.unit,
    } satisfies BenchLine),
  );
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}
