import en from '../i18n/en/lobby.json' with { type: 'json' };
import zh from '../i18n/zh/lobby.json' with { type: 'json' };
import { t } from '../i18n/i18n.ts';
import { startPage } from '../ui/start-page.tsx';
import { App } from './app.tsx';

startPage({ catalogues: { lobby: { en, zh } }, title: () => t('lobby:live.title'), app: App });
