import en from '../i18n/en/pay.json' with { type: 'json' };
import zh from '../i18n/zh/pay.json' with { type: 'json' };
import { t } from '../i18n/i18n.ts';
import { startPage } from '../ui/start-page.tsx';
import { App } from './app.tsx';

startPage({ catalogues: { pay: { en, zh } }, title: () => t('pay:title'), app: App });
