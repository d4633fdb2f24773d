import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { errorTable } from '#src/contract/errors.ts';

const folder = new URL('../../web/i18n/', import.meta.url);
const languages = ['en', 'zh'] as const;
type Language = (typeof languages)[number];
type Texts = ReadonlyMap<string, string>;

const PLURAL = /_(zero|one|two|few|many|other)$/;

function namespaces(language: Language): string[] {
  return readdirSync(new URL(`${language}/`, folder)).toSorted();
}

/** A catalogue as flat keys, e.g. `buy.now` -> `Buy now`. */
function texts(language: Language, file: string): Texts {
  const flat = new Map<string, string>();
  const walk = (node: object, path: string) => {
    for (const [name, value] of Object.entries(node) as [string, unknown][]) {
      const key = path ? `${path}.${name}` : name;
      if (typeof value === 'object' && value !== null) walk(value, key);
      else flat.set(key, value as string);
    }
  };
  walk(JSON.parse(readFileSync(new URL(`${language}/${file}`, folder), 'utf8')) as object, '');
  return flat;
}

/** Keys without their plural endings, which differ between languages. */
function bareKeys(of: Texts): string[] {
  return [...new Set([...of.keys()].map((key) => key.replace(PLURAL, '')))].toSorted();
}

function placeholders(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1] ?? ''))].toSorted();
}

test('both languages have the same catalogues', () => {
  expect(namespaces('zh')).toEqual(namespaces('en'));
  expect(namespaces('en')).toContain('common.json');
});

describe.each(namespaces('en'))('%s', (file) => {
  const [en, zh] = [texts('en', file), texts('zh', file)];

  test('has the same keys in both languages', () => {
    expect(bareKeys(zh)).toEqual(bareKeys(en));
  });

  test('has no empty text', () => {
    for (const [key, text] of [...en, ...zh]) {
      expect(text, key).toBeTypeOf('string');
      expect(text.trim(), key).not.toBe('');
    }
  });

  test.each([
    ['en', en],
    ['zh', zh],
  ] as const)('has exactly the plural forms of %s', (language, catalogue) => {
    const wanted = new Intl.PluralRules(language).resolvedOptions().pluralCategories.toSorted();
    const plural = [...catalogue.keys()].filter((key) => PLURAL.test(key));
    for (const stem of new Set(plural.map((key) => key.replace(PLURAL, '')))) {
      const forms = plural.filter((key) => key.replace(PLURAL, '') === stem).map((key) => key.slice(stem.length + 1));
      expect(forms.toSorted(), stem).toEqual(wanted);
    }
  });

  test('uses the same facts in both languages', () => {
    for (const [key, text] of zh) {
      const english = en.get(key) ?? en.get(key.replace(PLURAL, '_other')) ?? '';
      expect(placeholders(text), key).toEqual(placeholders(english));
    }
  });
});

test('every error code has words in both languages, and no words are left over', () => {
  for (const language of languages) {
    const known = texts(language, 'errors.json');
    for (const code of Object.keys(errorTable)) {
      expect(known.has(`${code}.title`), `${language} ${code}.title`).toBe(true);
      expect(known.has(`${code}.next`), `${language} ${code}.next`).toBe(true);
    }
    const surplus = [...known.keys()].map((key) => key.split('.')[0] ?? '').filter((code) => !(code in errorTable));
    // Codes that pages make themselves when no answer came.
    expect(new Set(surplus)).toEqual(new Set(['OFFLINE', 'TIMEOUT']));
  }
});
