import en from '../i18n/en/studio.json' with { type: 'json' };
import zh from '../i18n/zh/studio.json' with { type: 'json' };
import { t } from '../i18n/i18n.ts';
import { startPage } from '../ui/start-page.tsx';
import { App } from './app.tsx';

startPage({ catalogues: { studio: { en, zh } }, title: () => t('studio:title'), app: App });
