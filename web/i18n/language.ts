import { signal } from '@preact/signals';

/** Languages with a full set of catalogues; the first is the fallback. */
export const languages = ['en', 'zh'] as const;
export type Language = (typeof languages)[number];

/** What each language calls itself, for the switch. */
export const languageNames: Record<Language, string> = { en: 'English', zh: '中文' };

const STORED = 'shelfcast.language';

/** The language of the page; components that read it, `t` or a formatter render again when it changes. */
export const language = signal<Language>(firstLanguage());

/** The BCP 47 tag handed to `Intl`. */
export function locale(): string {
  return language.value === 'zh' ? 'zh-CN' : 'en-US';
}

/** Switches every text, number and date of the page at once and remembers the choice. */
export function setLanguage(next: Language): void {
  language.value = next;
  document.documentElement.lang = htmlLang(next);
  try {
    localStorage.setItem(STORED, next);
  } catch {
    // A browser that refuses storage still switches; it only forgets.
  }
}

/** The `lang` attribute; zh-CN lets the browser pick the right glyphs. */
export function htmlLang(of: Language): string {
  return of === 'zh' ? 'zh-CN' : 'en';
}

/** `?lang=` wins, then the remembered choice, then the browser's languages in their order. */
export function chooseLanguage(asked: readonly (string | null | undefined)[]): Language {
  for (const tag of asked) {
    const found = languages.find((known) => tag?.toLowerCase().split('-')[0] === known);
    if (found) return found;
  }
  return languages[0];
}

function firstLanguage(): Language {
  if (typeof location === 'undefined') return languages[0];
  let stored: string | null = null;
  try {
    stored = localStorage.getItem(STORED);
  } catch {
    // No storage: fall through to the browser's languages.
  }
  return chooseLanguage([new URLSearchParams(location.search).get('lang'), stored, ...navigator.languages]);
}
