import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileWords, findWord } from '#src/chat/words.ts';

const words = compileWords(['fuck', 'ass', '加微信', 'Straße', 'pay outside', 'v1']);
const found = (text: string) => {
  const hit = findWord(text, words);
  return hit && text.slice(hit.start, hit.end);
};

test.each([
  ['what the fuck', 'fuck'],
  ['FuCk', 'FuCk'],
  ['fuuuuckkk!', 'fuuuuckkk'],
  ['ｆｕｃｋ you', 'ｆｕｃｋ'],
  ['fu\u200bck', 'fu\u200bck'],
  ['f\u00fack', 'f\u00fack'],
  ['快加微信吧', '加微信'],
  ['加\u200d微微信', '加\u200d微微信'],
  ['STRASSE', undefined],
  ['Straße', 'Straße'],
  ['kick ass!', 'ass'],
  ['加微信\u{1f3fb}', '加微信'],
  ['\u{1f600}加微信\u0903', '加微信'],
  ['f\u0001uck', 'f\u0001uck'],
  ['fu\u007fck', 'fu\u007fck'],
  ['fu\u0085ck', 'fu\u0085ck'],
  ['f\u3164uck', 'f\u3164uck'],
  ['f\u115fuck', 'f\u115fuck'],
  ['f\uffa0uck', 'f\uffa0uck'],
  ['f\u2800uck', 'f\u2800uck'],
  ['f\u20dduck', 'f\u20dduck'],
  ['加\ufeff微信', '加\ufeff微信'],
  ['pay outside', 'pay outside'],
  ['pay\noutside', 'pay\noutside'],
  ['pay \u3000\t outside', 'pay \u3000\t outside'],
  ['pay\u00a0outside', 'pay\u00a0outside'],
  ['fuckfuck', 'fuckfuck'],
  ['fuckassfuck!', 'fuckassfuck'],
  ['fuck1', 'fuck'],
  ['2fuck', 'fuck'],
  ['ask for v1', 'v1'],
  ['快加微信ass', '加微信'],
])('%j holds %j', (text, hit) => {
  expect(found(text)).toBe(hit);
});

test.each([
  'assassin',
  'assess',
  'bassbass',
  'passass',
  'assfuckin',
  'v10',
  'v1a',
  'pay outsiders',
  'payoutside',
  'a class of its own',
  'as you like',
  'fckk',
  'fu ck',
  '微信支付',
  'assume',
  '',
])('%j is clean', (text) => {
  expect(found(text)).toBeUndefined();
});

test('a word is found wherever it stands and however it is repeated, and its place is exact', () => {
  const clean = fc.stringMatching(/^[ .,!?0]{0,20}$/);
  const times = fc.integer({ min: 1, max: 4 });
  fc.assert(
    fc.property(clean, clean, fc.array(times, { minLength: 4, maxLength: 4 }), (before, after, counts) => {
      const word = ['f', 'u', 'c', 'k'].map((letter, index) => letter.repeat(counts[index]!)).join('');
      expect(findWord(before + word + after, words)).toMatchObject({
        start: before.length,
        end: before.length + word.length,
      });
    }),
  );
});

test('no text makes it fail', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const hit = findWord(text, words);
      if (hit) expect(hit.end).toBeLessThanOrEqual(text.length);
    }),
  );
});
