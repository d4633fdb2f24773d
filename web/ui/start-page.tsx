import { effect } from '@preact/signals';
import { render, type ComponentType } from 'preact';
import { startI18n, t, type Catalogue, type Namespace } from '../i18n/i18n.ts';
import { htmlLang, language } from '../i18n/language.ts';
import { ConfirmHost } from './confirm-dialog.tsx';
import { ToastHost } from './toast.tsx';
import '../styles/index.css';

export interface PageStart {
  /** The page's own texts beside `common` and `errors`. */
  catalogues: Partial<Record<Namespace, Catalogue>>;
  /** Words of the browser tab; read again when the language changes. */
  title: () => string;
  app: ComponentType;
}

/** Starts a page: texts, language, the app into `#app`, and the hosts of toasts and questions. */
export function startPage({ catalogues, title, app: App }: PageStart): void {
  startI18n(catalogues);
  effect(() => {
    document.documentElement.lang = htmlLang(language.value);
    document.title = `${title()} · ${t('appName')}`;
  });
  const root = document.getElementById('app');
  if (!root) throw new Error('The page has no #app element.');
  render(
    <>
      <App />
      <ConfirmHost />
      <ToastHost />
    </>,
    root,
  );
}
