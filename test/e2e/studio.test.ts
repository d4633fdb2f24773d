import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { watch } from '../support/rooms.ts';
import { readClock, untilFrames } from './support/frames.ts';
import { holdLine } from './support/line.ts';
import { goLive, planShow, teaSet } from './support/show.ts';
import { openWorld } from './support/world.ts';
import type { Visitor } from './support/visitor.ts';
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

/** A show on air from the studio page, and a signed-in viewer who sees it. */
async function onAir(title: string) {
  const show = await planShow(world, [teaSet], { title });
  const studio = await goLive(world, show);
  const viewer = await world.visit({ as: await world.service.person('Ann') });
  await viewer.open(`/room/${show.roomId}`);
  await untilFrames(viewer.page, 5);
  return { show, studio, viewer };
}

async function say(viewer: Visitor, text: string): Promise<void> {
  await viewer.page.getByRole('textbox', { name: 'Your message' }).fill(text);
  await viewer.page.keyboard.press('Enter');
}

const stateOf = async (room: string) => (await world.service.deps.rooms.find(room))?.state;

test('a reload of the studio goes on with the same broadcast', async () => {
  const { show, studio, viewer } = await onAir('Reloaded tea night');
  await studio.page.reload();
  await studio.page.getByText('On air').waitFor();
  await untilFrames(viewer.page, 10);
  const first = await readClock(viewer.page);
  await untilFrames(viewer.page, 10);
  expect(await readClock(viewer.page)).toBeGreaterThan(first);
  expect(await stateOf(show.roomId)).toBe('live');
});

test('a host who stops the picture is not waited for: viewers hear it at once, and see it again when it is sent again', async () => {
  const { show, studio, viewer } = await onAir('Stopped tea night');
  const watched = await watch(await world.service.socket(), show.roomId);
  const stages = () => watched.events.flatMap((event) => (event.kind === 'room.changed' && event.change.stage) || []);
  await studio.page.getByRole('button', { name: 'Stop the picture; the show goes on' }).click();
  await viewer.page.getByText('No picture from the host at the moment').waitFor();
  await expect.poll(stages).toEqual(['off']);
  expect(await viewer.findings()).toEqual([]);
  await studio.page.getByRole('button', { name: 'Broadcast again' }).click();
  await studio.page.getByText('On air').waitFor();
  await viewer.page.getByText('No picture from the host at the moment').waitFor({ state: 'detached' });
  await untilFrames(viewer.page, 5);
});

test('a studio that lost its place before it was told of it says so, instead of taking it back', async () => {
  const show = await planShow(world, [teaSet], { title: 'Contested tea night' });
  const first = await world.visit({ as: show.seller.host, device: 'desktop' });
  const line = await holdLine(first);
  line.fromService = (message) => (message.includes('iceCandidates') ? 'hold' : 'pass');
  await first.open(`/studio/${show.roomId}`);
  await first.page.getByRole('button', { name: 'Test picture' }).click();
  await first.page.getByRole('button', { name: 'Go live', exact: true }).click();
  await first.page.getByText('Connecting').waitFor();
  const media = () => world.service.deps.broadcast.media?.findStage(show.roomId);
  await expect.poll(() => media()?.isIdle).toBe(false);

  const second = await world.visit({ as: show.seller.host, device: 'desktop' });
  await second.open(`/studio/${show.roomId}`);
  await second.page.getByRole('button', { name: 'Test picture' }).click();
  await second.page.getByText('On air').waitFor();
  line.fromService = () => 'pass';
  line.release();
  await first.page.getByText('You are broadcasting from somewhere else').waitFor();
  expect(await second.page.getByText('On air').isVisible()).toBe(true);
  expect(media()?.state).toBe('on');
});

test('pause and go on reach the viewer, and the end comes with a statement', async () => {
  const { show, studio, viewer } = await onAir('Paused tea night');
  await studio.page.getByRole('button', { name: 'Pause', exact: true }).click();
  await viewer.page.getByText('The host has paused the show').waitFor();
  await studio.page.getByRole('button', { name: 'Go on', exact: true }).click();
  await viewer.page.getByText('The host has paused the show').waitFor({ state: 'detached' });
  await untilFrames(viewer.page, 5);
  expect(await studio.findings()).toEqual([]);

  await studio.page.getByRole('button', { name: 'End the show' }).click();
  await studio.page.getByRole('alertdialog').getByRole('button', { name: 'End the show' }).click();
  await studio.page.getByText('The show is over').waitFor();
  await studio.page.getByText('Statement').waitFor();
  await studio.shot('studio-statement');
  await viewer.page.getByText('The show is over').waitFor();
  expect(await stateOf(show.roomId)).toBe('ended');
  await expect.poll(() => world.service.deps.broadcast.media?.findStage(show.roomId)).toBeUndefined();
});

test('the host mutes a viewer and takes a line away, each with two taps', async () => {
  const { studio, viewer } = await onAir('Moderated tea night');
  await say(viewer, 'buy from me instead');
  const line = studio.page.getByRole('log').getByText('buy from me instead');
  await line.waitFor();
  const menu = studio.page.getByRole('button', { name: 'Actions on Ann' });
  await menu.first().click();
  await studio.page.getByRole('button', { name: 'Remove message', exact: true }).click();
  await viewer.page.getByRole('log').getByText('buy from me instead').waitFor({ state: 'detached' });
  await say(viewer, 'one more');
  await studio.page.getByRole('log').getByText('one more').waitFor();
  await menu.first().click();
  await studio.page.getByRole('button', { name: 'Mute', exact: true }).click();
  await viewer.page.getByText(/You are muted until/).waitFor();
  await viewer.shot('viewer-muted');
});

test('an operator sees the show on the wall, warns its host, closes the chat and then the room', async () => {
  const { show, studio, viewer } = await onAir('Watched tea night');
  const operator = await world.visit({ as: await world.service.operator(), device: 'desktop' });
  await operator.open('/console');
  await operator.page.getByRole('button', { name: 'Watched tea night' }).click();
  await operator.page.getByRole('button', { name: 'Warn the host' }).click();
  await operator.page.getByLabel('Words to the host').fill('Please no contact data');
  await operator.page.getByRole('dialog').getByRole('button', { name: 'Warn the host' }).last().click();
  const warning = studio.page.getByRole('alert').getByText('Please no contact data');
  await warning.waitFor();
  await studio.page.getByRole('button', { name: 'Dismiss' }).click();
  await warning.waitFor({ state: 'detached' });

  await operator.page.getByRole('button', { name: 'Close the chat' }).click();
  await viewer.page.getByText('Chat is closed for everyone').first().waitFor();
  await operator.shot('console-room');
  expect(await operator.findings()).toEqual([]);

  await operator.page.getByRole('button', { name: 'Close the room' }).click();
  await operator.page.getByLabel('Reason').fill('Counterfeit goods');
  await operator.page.getByRole('dialog').getByRole('button', { name: 'Close the room' }).last().click();
  await viewer.page.getByText('Counterfeit goods').waitFor();
  await studio.page.getByText('Counterfeit goods').first().waitFor();
  await studio.page.getByText('The platform closed this room').waitFor();
  expect(await stateOf(show.roomId)).toBe('closed');
  // The line is written once the room is closed, which the pages hear of first.
  const acts = async () => {
    const lines = await world.service.deps.audit.list({ subject: show.roomId, limit: 10 });
    return lines.map((line) => line.act).toSorted();
  };
  await expect.poll(acts).toEqual(['room.change', 'room.close', 'room.warn']);
});
