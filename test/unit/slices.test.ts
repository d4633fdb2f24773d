import { expect, onTestFinished, test } from 'vitest';
import { createSlices } from '#src/platform/edge/slices.ts';

test('however many deliveries are under way, one turn of the event loop does the work of one slice', async () => {
  const slices = createSlices(1);
  let turn = 0;
  const count = () => {
    turn += 1;
    counting = setImmediate(count);
  };
  let counting = setImmediate(count);
  onTestFinished(() => clearImmediate(counting));
  const worked: number[] = [];
  const deliver = async () => {
    for (let part = 0; part < 3; part += 1) {
      if (slices.isOver()) await slices.rest();
      while (!slices.isOver());
      worked.push(turn);
    }
  };
  await Promise.all(Array.from({ length: 10 }, deliver));
  expect(worked).toHaveLength(30);
  expect(new Set(worked).size).toBe(30);
});

test('short deliveries share a slice, in the order in which they came', async () => {
  const slices = createSlices(1);
  while (!slices.isOver());
  const done: number[] = [];
  const deliver = async (index: number) => {
    await slices.rest();
    done.push(index);
  };
  await Promise.all([0, 1, 2, 3, 4].map(deliver));
  expect(done).toEqual([0, 1, 2, 3, 4]);
});
