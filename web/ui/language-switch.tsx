import { Languages } from 'lucide';
import { t } from '../i18n/i18n.ts';
import { htmlLang, language, languageNames, languages, setLanguage } from '../i18n/language.ts';
import { cx } from './cx.ts';
import { Icon } from './icon.tsx';
import './language-switch.css';

/** One press to the other language, named in that language. `overlay` on moving pictures. */
export function LanguageSwitch({ overlay }: { overlay?: boolean | undefined }) {
  const next = languages.find((other) => other !== language.value) ?? languages[0];
  return (
    <button
      type="button"
      class={cx('ui-language', overlay && 'ui-language-overlay')}
      aria-label={t('language.switchTo', { language: languageNames[next] })}
      onClick={() => setLanguage(next)}
    >
      <Icon node={Languages} size={18} />
      <span lang={htmlLang(next)}>{languageNames[next]}</span>
    </button>
  );
}
