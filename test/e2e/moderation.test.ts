import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { RoomEventBody } from '#src/contract/room-events.ts';
import { startShow, teaSet } from './support/show.ts';
import type { Show } from './support/show.ts';
import type { Visitor } from './support/visitor.ts';
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

const press = ({ page }: Visitor, name: string) => page.getByRole('button', { name, exact: true }).click();
const field = ({ page }: Visitor) => page.getByRole('textbox', { name: 'Your message' });
const openLine = ({ page }: Visitor, name: string) =>
  page
    .getByRole('button', { name: `Actions for this message of ${name}` })
    .last()
    .click();

async function say(visitor: Visitor, text: string): Promise<void> {
  await field(visitor).fill(text);
  await visitor.page.keyboard.press('Enter');
  await visitor.page.getByRole('log').getByText(text).waitFor();
}

/** Lines of one viewer as the room's log has them, without the limits of talking. */
async function talk({ roomId }: Show, from: number, count: number): Promise<void> {
  const { deps } = world.service;
  const authorId = deps.newId();
  for (let index = from; index < from + count; index += 1) {
    const message = { messageId: deps.newId(), authorId, name: 'Zhang Wei', role: 'viewer' as const };
    const said: RoomEventBody = {
      kind: 'chat.said',
      message: { ...message, text: `Line ${index}`, at: new Date().toISOString() },
    };
    await deps.roomLog.append(roomId, said);
  }
}

test('a sheet over the picture closes by a tap beside it and by a pull, on a phone', async () => {
  const show = await startShow(world, [teaSet]);
  await show.host.ask('chat:say', { room: show.roomId, messageId: world.service.deps.newId(), text: 'Welcome' });
  const visitor = await world.visit({ as: await world.service.person('Ann') });
  const { page } = visitor;
  await visitor.open(`/room/${show.roomId}`);
  const sheet = page.getByRole('dialog');
  await openLine(visitor, 'Mei Lin');
  await sheet.waitFor();
  await page.touchscreen.tap(195, 40);
  await sheet.waitFor({ state: 'detached' });

  await openLine(visitor, 'Mei Lin');
  const head = await sheet.getByRole('heading').boundingBox();
  if (!head) throw new Error('the sheet has no head');
  const finger = await visitor.context.newCDPSession(page);
  const [x, y] = [head.x + 10, head.y + 10];
  await finger.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] });
  for (const way of [40, 80, 120, 160])
    await finger.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x, y: y + way }] });
  await finger.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await sheet.waitFor({ state: 'detached' });
});

test('a host appoints moderators; each sees the desk only with the right to it, and changes the rules from the room', async () => {
  const show = await startShow(world, [teaSet]);
  const [mo, shelfie] = [await world.service.person('Mo'), await world.service.person('Shelly')];
  const studio = await world.visit({ as: show.seller.host });
  await studio.open(`/studio/${show.roomId}`);
  await studio.page.getByRole('tab', { name: 'Chat' }).click();
  await press(studio, 'Moderators');
  const email = studio.page.getByRole('textbox', { name: 'E-mail of the account' });
  await email.fill('nobody@example.com');
  await press(studio, 'Make a moderator');
  await studio.page.getByText('No account has this e-mail.').waitFor();
  await email.fill(mo.email);
  await press(studio, 'Make a moderator');
  await studio.page.getByRole('listitem').getByText('Mo', { exact: true }).waitFor();
  await email.fill(shelfie.email);
  await studio.page.getByRole('radio', { name: 'Shelf', exact: true }).check();
  await press(studio, 'Make a moderator');
  await studio.page.getByRole('listitem').getByText('Shelly', { exact: true }).waitFor();
  expect(await studio.findings()).toEqual([]);
  await studio.shot('moderators-phone');
  await press(studio, 'Close');

  const moderator = await world.visit({ as: mo });
  await moderator.open(`/room/${show.roomId}`);
  await press(moderator, 'Chat desk');
  await moderator.page.getByText('No message is waiting.').waitFor();
  await moderator.page.getByRole('textbox', { name: 'Pinned notice' }).fill('Be nice');
  await press(moderator, 'Save the notice');
  await moderator.page.getByRole('combobox', { name: 'Slow mode' }).selectOption('30 seconds');
  expect(await moderator.findings()).toEqual([]);
  await moderator.shot('desk-rules-phone');
  await press(moderator, 'Close');
  await moderator.page.getByText('Notice: Be nice').waitFor();

  const shelf = await world.visit({ as: shelfie });
  await shelf.open(`/room/${show.roomId}`);
  await shelf.page.getByText('Notice: Be nice').waitFor();
  await field(shelf).waitFor();
  expect(await shelf.page.getByRole('button', { name: 'Chat desk' }).count()).toBe(0);

  await press(studio, 'Moderators');
  await press(studio, 'Take Mo off the moderators');
  await studio.page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await studio.page.getByRole('listitem').getByText('Mo', { exact: true }).waitFor({ state: 'detached' });
});

test('with a mouse the host removes, mutes, pins and answers in one press, and may silence a moderator', async () => {
  const show = await startShow(world, [teaSet]);
  const mo = await world.service.person('Mo');
  await show.seller.host.http(`POST /api/rooms/${show.roomId}/moderators`, { email: mo.email, permissions: ['chat'] });
  const [studio, ann, moderator] = [
    await world.visit({ as: show.seller.host, device: 'desktop' }),
    await world.visit({ as: await world.service.person('Ann') }),
    await world.visit({ as: mo }),
  ];
  await studio.open(`/studio/${show.roomId}`);
  for (const visitor of [ann, moderator]) await visitor.open(`/room/${show.roomId}`);
  await say(ann, 'cups hold 120 ml');
  const line = studio.page.getByRole('log').getByText('cups hold 120 ml');
  await line.hover();
  await studio.shot('studio-line-acts');
  await press(studio, 'Pin the message of Ann');
  await ann.page.getByText('Notice: cups hold 120 ml').waitFor();
  await press(studio, 'Reply to Ann');
  await studio.page.getByText('Answering Ann').waitFor();
  await press(studio, 'Mute Ann for 10 minutes');
  await ann.page.getByText(/^You are muted until \w+ \d+/).waitFor();
  await press(studio, 'Lift');
  await field(ann).waitFor();
  await press(studio, 'Remove the message of Ann');
  await line.waitFor({ state: 'detached' });

  await say(moderator, 'I am in charge now');
  await studio.page.getByRole('button', { name: 'Actions on Mo' }).click();
  await press(studio, 'Mute');
  await studio.page.getByText('Mo is muted').waitFor();
});

test('a host who has scrolled up stays there, is told of new lines, and can go back further than the room does', async () => {
  const show = await startShow(world, [teaSet]);
  const studio = await world.visit({ as: show.seller.host, device: 'desktop' });
  await studio.open(`/studio/${show.roomId}`);
  const log = studio.page.getByRole('log');
  await talk(show, 0, 60);
  await log.getByText('Line 59', { exact: true }).waitFor();
  await talk(show, 60, 60);
  await log.getByText('Line 119', { exact: true }).waitFor();
  // The page hears of the scrolling with the next frame.
  await log.evaluate(async (box) => {
    const heard = new Promise((done) => box.addEventListener('scroll', done, { once: true }));
    box.scrollTo({ top: 0 });
    await heard;
  });
  await talk(show, 120, 2);
  await press(studio, '2 new messages');
  await log.getByText('Line 121', { exact: true }).waitFor();
  await log.getByText('Line 0', { exact: true }).scrollIntoViewIfNeeded();
  // A frame tells of the scrolling before it runs these; the one after it finds the page informed.
  await log.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await talk(show, 122, 1);
  await studio.page.getByRole('button', { name: '1 new message' }).waitFor();
  expect(await log.evaluate((box) => box.scrollTop)).toBeLessThan(400);
  await studio.shot('studio-scrolled-up');
});

test('what a talker is refused stands there in words: the wait of slow mode, and the word', async () => {
  const show = await startShow(world, [teaSet]);
  await show.seller.host.http('PUT /api/chat/kit', { words: ['tea rival'], answers: [] });
  const visitor = await world.visit({ as: await world.service.person('Ann') });
  await visitor.open(`/room/${show.roomId}`);
  await field(visitor).fill('buy at Tea Rival now');
  await visitor.page.keyboard.press('Enter');
  await visitor.page.getByText('Change “Tea Rival” and send it again.').waitFor();
  await show.host.ask('room:change', { room: show.roomId, slowModeSeconds: 60 });
  await say(visitor, 'hello');
  await field(visitor).fill('and again');
  await visitor.page
    .getByRole('timer')
    .getByText(/^Again in \d+ seconds$/)
    .waitFor();
  expect(await visitor.findings()).toEqual([]);
  await visitor.shot('slow-mode-phone');
});

test('a kit that could not be read cannot be overwritten; what cannot be saved is said at the field', async () => {
  const show = await startShow(world, [teaSet]);
  const { host } = show.seller;
  const kit = { words: ['rival'], answers: [{ title: 'Hi', text: 'Hello' }] };
  await host.http('PUT /api/chat/kit', kit);
  const studio = await world.visit({ as: host });
  const { page } = studio;
  await page.route('**/api/chat/kit', (route) => route.abort());
  await studio.open(`/studio/${show.roomId}`);
  await page.getByRole('tab', { name: 'Chat' }).click();
  await press(studio, 'Quick answers');
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('button', { name: 'Try again' }).waitFor();
  expect(await sheet.getByRole('textbox').count()).toBe(0);
  await page.unroute('**/api/chat/kit');
  await sheet.getByRole('button', { name: 'Try again' }).click();
  const words = sheet.getByRole('textbox', { name: 'Words you refuse', exact: true });
  await words.fill('rival\nthis word is far too long');
  await sheet.getByText('“this word is far too long” is too long: at most 20 letters.').waitFor();
  expect(await studio.findings()).toEqual([]);
  await studio.shot('kit-word-phone');
  await words.fill('rival\nshort');
  await sheet.getByRole('textbox', { name: 'Words you refuse in this show only' }).fill('tonight');
  await press(studio, 'Save');
  await sheet.waitFor({ state: 'detached' });
  expect(await world.service.deps.chat.kits.find(host.id)).toEqual({ ...kit, words: ['rival', 'short'] });
  expect((await world.service.deps.rooms.find(show.roomId))?.blockedWords).toEqual(['tonight']);
});

test('after the show the studio still has the chat, its file and its bans; a failed file says why', async () => {
  const show = await startShow(world, [teaSet]);
  await talk(show, 0, 3);
  await show.host.ask('room:end', { room: show.roomId });
  const studio = await world.visit({ as: show.seller.host });
  await studio.open(`/studio/${show.roomId}`);
  const { page } = studio;
  await page.getByText('The show is over').waitFor();
  await press(studio, 'Chat desk');
  await page.getByText('Everybody may talk.').waitFor();
  await press(studio, 'Close');
  expect(await studio.findings()).toEqual([]);
  await page.getByRole('button', { name: 'Chat as CSV' }).scrollIntoViewIfNeeded();
  await studio.shot('studio-over-phone');
  const [file] = await Promise.all([page.waitForEvent('download'), press(studio, 'Chat as CSV')]);
  expect(file.suggestedFilename()).toBe(`chat-${show.roomId}.csv`);
  await page.route('**/chat.csv', (route) =>
    route.fulfill({ status: 429, contentType: 'application/problem+json', body: '{"code":"RATE_LIMITED"}' }),
  );
  await press(studio, 'Chat as CSV');
  await page.getByRole('alert').getByText('That was a bit fast').waitFor();
});
