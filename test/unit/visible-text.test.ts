import { expect, test } from 'vitest';
import { displayName } from '#src/contract/accounts.ts';
import { chatCommands } from '#src/contract/chat.ts';

const ids = { room: '01890a5d-ac96-774b-bcce-b302099a8057', messageId: '01890a5d-ac96-774b-bcce-b302099a8058' };
const accepts = (text: string) =>
  displayName.safeParse(text).success && chatCommands['chat:say'].input.safeParse({ ...ids, text }).success;

test.each(['\u200b', ' \u200d\u2060 ', '\u3164', '\u115f', '\uffa0', '\u2800', '\u0001\u007f', '\u00ad', '\ufe0f', ''])(
  '%j shows nothing and is refused',
  (text) => {
    expect(accepts(text)).toBe(false);
  },
);

test.each(['a', '你好', '\u2800a', '\u{1f469}\u200d\u{1f4bb}', '!'])('%j is shown', (text) => {
  expect(accepts(text)).toBe(true);
});
