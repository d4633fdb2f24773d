import en from '../i18n/en/room.json' with { type: 'json' };
import zh from '../i18n/zh/room.json' with { type: 'json' };
import { t } from '../i18n/i18n.ts';
import { startPage } from '../ui/start-page.tsx';
import { App } from './app.tsx';
import { roomTitle } from './room-title.ts';
import type { Visit } from './visit.ts';

/** Starts everything of the page that is not the picture. */
export function start(visit: Visit | undefined): void {
  startPage({
    catalogues: { room: { en, zh } },
    title: () => roomTitle.value || t('room:title'),
    app: () => <App visit={visit} />,
  });
  // The stage has taken the picture into its place; on a page without a stage nothing must lie over the words.
  document.querySelector('body > #live')?.remove();
}
