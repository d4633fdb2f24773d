import en from '../i18n/en/protocol.json' with { type: 'json' };
import zh from '../i18n/zh/protocol.json' with { type: 'json' };
import { t } from '../i18n/i18n.ts';
import { startPage } from '../ui/start-page.tsx';
import { App } from './app.tsx';

startPage({ catalogues: { protocol: { en, zh } }, title: () => t('protocol:title'), app: App });
