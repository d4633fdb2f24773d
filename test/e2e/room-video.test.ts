import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { readClock, untilFrames } from './support/frames.ts';
import { goLive, planShow, teaSet } from './support/show.ts';
import { openWorld } from './support/world.ts';
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

test('a viewer sees the moving picture of a host who went live in another browser', async () => {
  const show = await planShow(world, [teaSet]);
  const viewer = await world.visit();
  await viewer.open(`/room/${show.roomId}`);
  await viewer.page.getByText('Starts in').waitFor();

  await goLive(world, show);
  await untilFrames(viewer.page, 10);
  const first = await readClock(viewer.page);
  await untilFrames(viewer.page, 10);
  expect(await readClock(viewer.page)).toBeGreaterThan(first);

  await viewer.page.getByRole('button', { name: 'Tap for sound' }).click();
  const isMuted = () => viewer.page.getByTestId('video').evaluate((video) => (video as HTMLVideoElement).muted);
  await expect.poll(isMuted).toBe(false);
  expect(await viewer.findings()).toEqual([]);
});

test('the picture comes back by itself when the media worker is killed', async () => {
  const show = await planShow(world, [teaSet]);
  await goLive(world, show);
  const viewer = await world.visit();
  await viewer.open(`/room/${show.roomId}`);
  await untilFrames(viewer.page, 5);
  const before = await readClock(viewer.page);

  const workers = world.service.deps.broadcast.media?.stats().workers ?? [];
  expect(workers).not.toEqual([]);
  for (const { pid } of workers) process.kill(pid, 'SIGKILL');
  await expect.poll(() => readClock(viewer.page), { timeout: 60_000 }).toBeGreaterThan(before + 1_000);
  await untilFrames(viewer.page, 10);
});

test('chat and buying go on when the video does not get through', async () => {
  const show = await planShow(world, [teaSet]);
  await goLive(world, show);
  await show.host.ask('shelf:pin', { room: show.roomId, item: show.items[0]?.itemId ?? '' });
  const viewer = await world.visit({ as: await world.service.person('Ann') });
  // A browser without WebRTC stands for every way in which media can fail for good.
  await viewer.context.addInitScript(() => Reflect.deleteProperty(window, 'RTCPeerConnection'));
  await viewer.open(`/room/${show.roomId}`);

  await viewer.page.getByText('The video does not get through to you').waitFor();
  await viewer.shot('video-failed');
  await viewer.page.getByRole('textbox', { name: 'Your message' }).fill('I can hear you in spirit');
  await viewer.page.keyboard.press('Enter');
  await viewer.page.getByRole('log').getByText('I can hear you in spirit').waitFor();
  await viewer.page.getByTestId('pinned').getByRole('button', { name: /^Buy/ }).click();
  await viewer.page.getByRole('dialog', { name: 'Buy' }).getByText('Moss green').waitFor();
});
