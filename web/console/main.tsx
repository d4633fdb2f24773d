import en from '../i18n/en/console.json' with { type: 'json' };
import zh from '../i18n/zh/console.json' with { type: 'json' };
import { t } from '../i18n/i18n.ts';
import { startPage } from '../ui/start-page.tsx';
import { App } from './app.tsx';

startPage({ catalogues: { console: { en, zh } }, title: () => t('console:title'), app: App });
