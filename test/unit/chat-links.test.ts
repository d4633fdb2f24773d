import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitLinks } from '../../web/chat/split-links.ts';

test.each([
  ['see https://tea.example/a?b=1.', ['https://tea.example/a?b=1']],
  ['看这里https://tea.example/茶，很好', ['https://tea.example/%E8%8C%B6']],
  ['(http://tea.example)', ['http://tea.example/']],
  ['javascript:alert(1) and data:text/html,x and //tea.example', []],
  ['https://', []],
  ['plain', []],
])('%j has the links %j', (text, links) => {
  expect(splitLinks(text).flatMap(({ href }) => href ?? [])).toEqual(links);
});

test('no text is lost or added, and every link is http', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), fc.webUrl())), (pieces) => {
      const text = pieces.join(' ');
      const parts = splitLinks(text);
      expect(parts.map((part) => part.text).join('')).toBe(text);
      for (const { href } of parts) if (href) expect(href).toMatch(/^https?:\/\//);
    }),
  );
});
