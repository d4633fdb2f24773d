import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startShow, teaSet } from './support/show.ts';
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

async function say({ page }: Visitor, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Your message' }).fill(text);
  await page.keyboard.press('Enter');
  await page.getByRole('log').getByText(text).waitFor();
}
const openLine = ({ page }: Visitor, name: string) =>
  page
    .getByRole('button', { name: `Actions for this message of ${name}` })
    .last()
    .click();
const press = ({ page }: Visitor, name: string) => page.getByRole('button', { name, exact: true }).click();

test('on a phone a moderator removes a line, mutes for a time, lifts it and bans; the talker reads why', async () => {
  const show = await startShow(world, [teaSet]);
  const [mod, ann] = [await world.service.person('Mo'), await world.service.person('Ann')];
  await show.seller.host.http(`POST /api/rooms/${show.roomId}/moderators`, { email: mod.email, permissions: ['chat'] });
  const [moderator, talker] = [await world.visit({ as: mod }), await world.visit({ as: ann })];
  for (const visitor of [moderator, talker]) await visitor.open(`/room/${show.roomId}`);
  await say(talker, 'buy at https://trap.example instead');
  await moderator.page.getByText('buy at https://trap.example instead').waitFor();
  expect(await moderator.page.getByRole('link', { name: /trap/ }).count()).toBe(0);

  await openLine(moderator, 'Ann');
  await moderator.page.getByRole('dialog').waitFor();
  expect(await moderator.findings()).toEqual([]);
  await moderator.shot('chat-line-sheet-phone');
  await press(moderator, 'Remove message');
  for (const { page } of [moderator, talker]) {
    await page.getByRole('log').getByText('buy at https://trap.example instead').waitFor({ state: 'detached' });
  }

  await say(talker, 'why was that removed?');
  await openLine(moderator, 'Ann');
  await moderator.page.getByRole('radio', { name: '1 hour' }).check();
  await press(moderator, 'Mute');
  await talker.page.getByText(/You are muted until/).waitFor();
  await talker.shot('chat-muted-phone');

  await press(moderator, 'Chat desk');
  await moderator.page.getByText(/muted until/).waitFor();
  expect(await moderator.findings()).toEqual([]);
  await moderator.shot('chat-desk-phone');
  await press(moderator, 'Lift');
  await moderator.page.getByText('Everybody may talk.').waitFor();
  await press(moderator, 'Close');
  await say(talker, 'thank you');

  await openLine(moderator, 'Ann');
  await press(moderator, 'Ban from the chat of this show');
  await talker.page.getByText('You are banned from the chat of this show').waitFor();
  expect(await talker.findings()).toEqual([]);
  await talker.shot('chat-banned-phone');
});

test('a host reviews lines first, answers a question, sends a canned answer and takes the chat along', async () => {
  const show = await startShow(world, [teaSet]);
  const { host } = show.seller;
  await host.http('PUT /api/chat/kit', {
    words: [],
    answers: [{ title: 'Shipping', text: 'Ships on Monday: https://tea.example/ship' }],
  });
  const studio = await world.visit({ as: host });
  await studio.open(`/studio/${show.roomId}`);
  await studio.page.getByRole('tab', { name: 'Chat' }).click();
  await press(studio, 'Chat desk');
  await studio.page.getByText('Check messages first').click();
  await press(studio, 'Close');
  const talker = await world.visit({ as: await world.service.person('Ann') });
  await talker.open(`/room/${show.roomId}`);
  await talker.page.getByRole('textbox', { name: 'Your message' }).fill('how big are the cups?');
  await press(talker, 'Ask the host');
  await talker.page.keyboard.press('Enter');
  await talker.page.getByText('Waiting for a moderator').waitFor();

  await press(studio, 'Chat desk, 1 message waiting');
  await press(studio, 'Let through the message of Ann');
  await studio.page.getByText('No message is waiting.').waitFor();
  await press(studio, 'Close');
  await talker.page.getByText('Waiting for a moderator').waitFor({ state: 'detached' });
  await studio.page.getByRole('button', { name: 'Actions on Ann' }).click();
  await press(studio, 'Tick as answered');
  await talker.page.getByText('Answered', { exact: true }).waitFor();
  await press(studio, 'Shipping');
  await talker.page.getByRole('link', { name: 'https://tea.example/ship' }).waitFor();
  const [file] = await Promise.all([studio.page.waitForEvent('download'), press(studio, 'Chat as CSV')]);
  expect(file.suggestedFilename()).toBe(`chat-${show.roomId}.csv`);
  expect(await studio.findings()).toEqual([]);
  expect(await talker.findings()).toEqual([]);
  await studio.shot('chat-studio-phone');
  await talker.shot('chat-room-phone');
});

test('a viewer answers and reports a line; an operator decides it in the console', async () => {
  const show = await startShow(world, [teaSet]);
  const [ann, bob] = [
    await world.visit({ as: await world.service.person('Ann') }),
    await world.visit({ as: await world.service.person('Bob') }),
  ];
  for (const visitor of [ann, bob]) await visitor.open(`/room/${show.roomId}`);
  await say(ann, 'send me money first');
  await bob.page.getByText('send me money first').waitFor();
  await openLine(bob, 'Ann');
  await press(bob, 'Reply');
  await bob.page.getByText('Answering Ann').waitFor();
  await say(bob, 'no thanks');
  await ann.page.getByText('no thanks').waitFor();
  await bob.shot('chat-reply-phone');
  await bob.page.getByRole('button', { name: 'Actions for this message of Ann' }).click();
  await bob.page.getByRole('radio', { name: 'Fraud' }).check();
  await press(bob, 'Report to the platform');
  await bob.page.getByText('Thank you. The platform will look at it.').waitFor();

  const desk = await world.visit({ as: await world.service.operator() });
  await desk.open('/console#reviews');
  await desk.page.getByText('send me money first').waitFor();
  expect(await desk.findings()).toEqual([]);
  await desk.shot('chat-reports-phone');
  await press(desk, 'Remove and ban');
  await desk.page.getByRole('alertdialog').getByRole('button', { name: 'Remove and ban' }).click();
  await desk.page.getByText('Nothing is reported').waitFor();
  await ann.page.getByText('You are banned from the chat of this host').waitFor();
  await ann.page.getByRole('log').getByText('send me money first').waitFor({ state: 'detached' });
});

test.each(['phone', 'desktop'] as const)('the chat in Chinese on a %s', async (device) => {
  const show = await startShow(world, [teaSet]);
  await show.host.ask('chat:say', {
    room: show.roomId,
    messageId: world.service.deps.newId(),
    text: '欢迎！https://tea.example',
  });
  const ann = await world.service.person('小安');
  const line = {
    room: show.roomId,
    messageId: world.service.deps.newId(),
    text: '杯子多大？',
    question: true as const,
  };
  await (await ann.socket()).ask('chat:say', line);
  await show.host.ask('chat:say', {
    room: show.roomId,
    messageId: world.service.deps.newId(),
    text: '120 毫升',
    replyTo: line.messageId,
  });
  await show.host.ask('chat:mark', { room: show.roomId, messageId: line.messageId, mark: 'answered' });
  const studio = await world.visit({ as: show.seller.host, device, language: 'zh' });
  await studio.open(`/studio/${show.roomId}`);
  if (device === 'phone') await studio.page.getByRole('tab', { name: '评论' }).click();
  await studio.page.getByRole('button', { name: '对小安的操作' }).click();
  await studio.page.getByRole('dialog').waitFor();
  expect(await studio.findings()).toEqual([]);
  await studio.shot(`chat-studio-sheet-zh-${device}`);
  await press(studio, '关闭');
  await studio.shot(`chat-studio-zh-${device}`);
  await press(studio, '快捷回复');
  await studio.page.getByRole('dialog').waitFor();
  await studio.shot(`chat-kit-zh-${device}`);
  const room = await world.visit({ as: await world.service.person('小北'), device, language: 'zh' });
  await room.open(`/room/${show.roomId}`);
  await room.page.getByText('已回答').waitFor();
  expect(await room.findings()).toEqual([]);
  await room.shot(`chat-room-zh-${device}`);
});
