import { describe, expect, it } from 'vitest';
import { createRoomBatches } from '#src/platform/room-batches.ts';

describe('what is asked by room', () => {
  it('is asked once per room, and everybody gets the answer of his own id', async () => {
    const runs: [string, string[]][] = [];
    const ask = createRoomBatches((room, ids: string[]) => {
      runs.push([room, ids]);
      return Promise.resolve(ids.map((id) => `${room}/${id}`));
    }, 100);
    const answers = await Promise.all([ask('a', '1'), ask('b', '1'), ask('a', '2'), ask('a', '1')]);
    expect(answers).toEqual(['a/1', 'b/1', 'a/2', 'a/1']);
    expect(runs).toEqual([
      ['a', ['1', '2', '1']],
      ['b', ['1']],
    ]);
  });

  it('lets the rooms that answered stand when another fails', async () => {
    const ask = createRoomBatches(
      (room, ids) => (room === 'broken' ? Promise.reject(new Error('no answer')) : Promise.resolve(ids)),
      100,
    );
    const outcomes = await Promise.allSettled([ask('broken', '1'), ask('whole', '2'), ask('broken', '3')]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected']);
  });

  it('fails an id that the answer leaves out', async () => {
    const ask = createRoomBatches((_room, ids: string[]) => Promise.resolve(ids.slice(1)), 100);
    await expect(Promise.all([ask('a', '1'), ask('a', '2')])).rejects.toThrow('no outcome');
  });
});
