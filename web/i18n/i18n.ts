import { createInstance, type CustomTypeOptions, type TFunction } from 'i18next';
import commonEn from './en/common.json' with { type: 'json' };
import errorsEn from './en/errors.json' with { type: 'json' };
import { language, type Language } from './language.ts';
import commonZh from './zh/common.json' with { type: 'json' };
import errorsZh from './zh/errors.json' with { type: 'json' };

export type Namespace = keyof CustomTypeOptions['resources'];
/** One namespace's texts in every language. */
export type Catalogue = Record<Language, object>;

const i18n = createInstance();

/** Loads the page's own catalogues beside `common` and `errors`; call once, before the first render. */
export function startI18n(catalogues: Partial<Record<Namespace, Catalogue>>): void {
  const all: Partial<Record<Namespace, Catalogue>> = {
    common: { en: commonEn, zh: commonZh },
    errors: { en: errorsEn, zh: errorsZh },
    ...catalogues,
  };
  const inLanguage = (of: Language) =>
    Object.fromEntries(Object.entries(all).map(([name, catalogue]) => [name, catalogue[of]]));
  void i18n.init({
    initAsync: false,
    lng: language.value,
    fallbackLng: 'en',
    defaultNS: 'common',
    resources: { en: inLanguage('en'), zh: inLanguage('zh') },
    // Texts go into the page as text nodes, never as markup.
    interpolation: { escapeValue: false },
    returnNull: false,
  });
}

type AllNamespaces = ['common', 'errors', 'lobby', 'room', 'studio', 'shop', 'console', 'pay', 'protocol'];

/**
 * The text of a key, e.g. `t('save')` from `common` or `t('room:buy.now')`; `count` picks the plural form.
 * Reading it in a component subscribes the component to the language.
 */
export const t = ((key: string, values?: Record<string, unknown>) =>
  (i18n.t as (key: string, values: object) => string)(key, {
    ...values,
    lng: language.value,
  })) as unknown as TFunction<AllNamespaces>;

/** A text as the catalogue has it, placeholders unfilled; undefined when there is none. For keys made at run time. */
export function rawText(namespace: Namespace, key: string): string | undefined {
  return i18n.getResource(language.value, namespace, key) as string | undefined;
}
