import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseYuan, yuanText } from '../../web/ui/yuan.ts';

test.each([
  ['129', 12_900],
  ['129.5', 12_950],
  ['129.', 12_900],
  ['0.01', 1],
  ['19.99', 1999],
  ['1,299.00', 129_900],
  [' ¥ 9 ', 900],
])('%s yuan are %i fen', (text, fen) => {
  expect(parseYuan(text)).toBe(fen);
});

test.each(['', '.', '1.234', '-1', '1e3', 'abc', '1.2.3', '12345678901'])('"%s" is no amount', (text) => {
  expect(parseYuan(text)).toBeUndefined();
});

test('every amount survives being shown and typed again', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000_000_000 }), (fen) => {
      expect(parseYuan(yuanText(fen))).toBe(fen);
    }),
  );
});
