import en from '../i18n/en/shop.json' with { type: 'json' };
import zh from '../i18n/zh/shop.json' with { type: 'json' };
import { t } from '../i18n/i18n.ts';
import { startPage } from '../ui/start-page.tsx';
import { App } from './app.tsx';

startPage({ catalogues: { shop: { en, zh } }, title: () => t('shop:title'), app: App });
