import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { buyNow, openPinned } from './support/buying.ts';
import { goLive, pin, planShow, startShow, teaSet, lastLamp } from './support/show.ts';
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

test('a viewer who came early sees the countdown, then the show, the pin, the pause and the end', async () => {
  const show = await planShow(world, [teaSet, lastLamp]);
  const viewer = await world.visit();
  const { page } = viewer;
  await viewer.open(`/room/${show.roomId}`);
  await page.getByRole('timer').waitFor();
  await page.getByRole('button', { name: 'Look at the shelf' }).click();
  await page.getByRole('dialog', { name: 'Shelf' }).getByText(lastLamp.title).waitFor();
  await page.keyboard.press('Escape');
  expect(await viewer.findings()).toEqual([]);

  await show.host.ask('room:go-live', { room: show.roomId });
  await page.getByText('The show is starting').waitFor();
  await pin(show, 1);
  await page.getByTestId('pinned').getByText(lastLamp.title).waitFor();
  await pin(show, 0);
  await page.getByTestId('pinned').getByText(teaSet.title).waitFor();
  await show.host.ask('shelf:unpin', { room: show.roomId });
  await page.getByTestId('pinned').waitFor({ state: 'detached' });

  await pin(show, 0);
  await show.host.ask('room:pause', { room: show.roomId });
  await page.getByText('The host has paused the show').waitFor();
  await expect.poll(() => page.getByTestId('pinned').getByRole('button').isDisabled()).toBe(true);
  await show.host.ask('room:resume', { room: show.roomId });
  await expect.poll(() => page.getByTestId('pinned').getByRole('button').isDisabled()).toBe(false);

  await show.host.ask('room:end', { room: show.roomId });
  await page.getByRole('heading', { name: 'The show is over' }).waitFor();
  await page.getByTestId('shelf-item').first().waitFor();
  expect(await viewer.findings()).toEqual([]);
});

test('a host whose browser is gone is being waited for, and comes back', async () => {
  const show = await planShow(world, [teaSet]);
  const studio = await goLive(world, show);
  const viewer = await world.visit();
  await viewer.open(`/room/${show.roomId}`);
  await viewer.page.getByRole('button', { name: 'Tap for sound' }).waitFor();

  await studio.page.goto('/');
  await viewer.page.getByText('The host is reconnecting').waitFor();
  await viewer.shot('host-away');
  await studio.page.goto(`/studio/${show.roomId}`);
  await viewer.page.getByRole('button', { name: 'Tap for sound' }).waitFor();
});

test('the platform closes the room: everybody reads the reason', async () => {
  const show = await startShow(world, [teaSet]);
  const operator = await world.service.operator();
  const viewer = await world.visit({ language: 'zh' });
  await viewer.open(`/room/${show.roomId}`);
  await viewer.page.getByTestId('pinned').waitFor();

  const { status } = await operator.http(`POST /api/ops/rooms/${show.roomId}/close`, { reason: 'Counterfeit goods' });
  expect(status).toBe(200);
  await viewer.page.getByRole('heading', { name: '平台关闭了这个直播间' }).waitFor();
  await viewer.page.getByText('原因：Counterfeit goods').waitFor();
  await viewer.shot('closed-zh');
  expect(await viewer.findings()).toEqual([]);
});

test('chat: a guest signs in on the way, is muted with the reason in the field, and may talk again', async () => {
  const show = await startShow(world, [teaSet]);
  const person = await world.service.person('Ann');
  const viewer = await world.visit({ device: 'desktop' });
  const { page } = viewer;
  await viewer.open(`/room/${show.roomId}`);
  await page.getByRole('textbox', { name: 'Your message' }).fill('Good evening');
  await page.keyboard.press('Enter');
  const door = page.getByRole('dialog', { name: 'Sign in' });
  await door.getByLabel('E-mail').fill(person.email);
  await door.getByRole('textbox', { name: 'Password' }).fill(person.password);
  await page.keyboard.press('Enter');
  await page.getByRole('log').getByText('Good evening').waitFor();

  await show.host.ask('chat:mute', { room: show.roomId, account: person.id, seconds: 600 });
  await page.getByText(/^You are muted until [A-Z][a-z]{2} \d{1,2}, \d\d:\d\d$/).waitFor();
  await show.host.ask('chat:mute', { room: show.roomId, account: person.id, seconds: 0 });
  await page.getByRole('textbox', { name: 'Your message' }).waitFor();
  await show.host.ask('room:change', { room: show.roomId, switches: { comments: false } });
  await page.getByText('Comments are off').waitFor();
  expect(await viewer.findings()).toEqual([]);
});

test('leaving with units held asks once; a room that does not exist says so', async () => {
  const show = await startShow(world, [teaSet]);
  const buyer = await world.service.person('Ann');
  await giveAddress(buyer);
  const viewer = await world.visit({ as: buyer });
  const { page } = viewer;
  await viewer.open(`/room/${show.roomId}`);
  await openPinned(page);
  await buyNow(page);
  await page.getByRole('button', { name: 'Back to the live' }).click();
  await page.getByRole('button', { name: 'Leave the room' }).click();
  await page.getByRole('button', { name: 'Stay and pay' }).click();
  await page.getByTestId('hold').waitFor();
  await page.getByRole('button', { name: 'Back to the live' }).click();
  await page.getByRole('button', { name: 'Leave the room' }).click();
  await page.waitForURL('**/');

  await viewer.open(`/room/${world.service.deps.newId()}`);
  await page.getByText('This room does not exist').waitFor();
});
