import en from '../i18n/en/room.json' with { type: 'json' };
import zh from '../i18n/zh/room.json' with { type: 'json' };
import { t } from '../i18n/i18n.ts';
import { startPage } from '../ui/start-page.tsx';
import { App } from './app.tsx';
import { roomTitle } from './room-title.ts';

startPage({ catalogues: { room: { en, zh } }, title: () => roomTitle.value || t('room:title'), app: App });
