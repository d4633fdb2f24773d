import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openPinned, pay } from './support/buying.ts';
import { lastLamp, startShow } from './support/show.ts';
import { giveAddress, openWorld } from './support/world.ts';
import type { World } from './support/world.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld();
});
afterEach(async () => {
  world.assertQuiet();
  await world.leave();
});
afterAll(() => world.close());

/** Joins the draw and waits for its result. */
async function join(page: Page): Promise<'drawn' | 'not drawn'> {
  await page.getByRole('button', { name: /^Join the draw/ }).click();
  await page.getByTestId('entered').waitFor();
  const drawn = page.getByTestId('hold').waitFor();
  const notDrawn = page.getByText('Not drawn this time').waitFor();
  const result = await Promise.race([drawn.then(() => 'drawn' as const), notDrawn.then(() => 'not drawn' as const)]);
  await Promise.allSettled([drawn, notDrawn].map((each) => Promise.race([each, Promise.resolve()])));
  return result;
}

test('all who tap in the window are drawn: one of two gets the last unit and pays, the other is told', async () => {
  const show = await startShow(world, [{ ...lastLamp, mode: 'equal_chance' }]);
  const [ann, ben] = await Promise.all([world.service.person('Ann'), world.service.person('Ben')]);
  await Promise.all([ann, ben].map(giveAddress));
  const visitors = await Promise.all([world.visit({ as: ann }), world.visit({ as: ben, device: 'desktop' })]);
  for (const { open, page } of visitors) {
    await open(`/room/${show.roomId}`);
    await openPinned(page);
    await page.getByText('Taps of 5 seconds are drawn; all have the same chance.').waitFor();
  }
  await visitors[0].shot('draw-offer');
  const [first, second] = visitors.map(({ page }) => join(page));
  await visitors[0].page.getByTestId('entered').waitFor();
  await visitors[0].shot('draw-entered');
  expect(await visitors[0].findings()).toEqual([]);
  const results = await Promise.all([first, second]);
  expect(results.toSorted()).toEqual(['drawn', 'not drawn']);
  const [winner, loser] = results[0] === 'drawn' ? visitors : visitors.toReversed();
  await loser!.shot('draw-not-drawn');
  await pay(winner!.page);
  expect(await world.service.deps.mongo.collection('orders').countDocuments({ room: show.roomId })).toBe(1);
  const record = `${world.service.url}/api/rooms/${show.roomId}/draws`;
  const { draws } = await (await fetch(record)).json();
  const { draw } = await (await fetch(`${record}/${draws.at(-1).itemId}/${draws.at(-1).number}`)).json();
  expect(draw.entries.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['won', 'NOT_DRAWN']);
});
