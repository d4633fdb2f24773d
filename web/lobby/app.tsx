import { CalendarClock, Radio, Store, Video } from 'lucide';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../i18n/i18n.ts';
import { pages } from '../lib/links.ts';
import { ButtonLink } from '../ui/button.tsx';
import { ConnectionChip } from '../ui/connection-chip.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Shell } from '../ui/shell.tsx';
import { createRoomList, type RoomList } from './room-list.ts';
import { Section } from './section.tsx';
import './lobby.css';

/** Everything that is live now and what comes next. */
export function App() {
  const [[live, upcoming]] = useState(() => [createRoomList('live'), createRoomList('upcoming')] as const);
  useEffect(
    () => () => {
      live.close();
      upcoming.close();
    },
    [live, upcoming],
  );
  return (
    <Shell bar={<Places />}>
      <PageHeader title={t('lobby:title')} note={t('lobby:note')} />
      <ConnectionChip state={isStale(live) ? 'reconnecting' : 'ok'} />
      <Section title={t('lobby:live.title')} list={live} empty={<NobodyLive />} />
      <Section title={t('lobby:upcoming.title')} list={upcoming} empty={<NothingPlanned />} />
      <footer class="lobby-foot small">
        <a href={pages.protocol()}>{t('lobby:protocol')}</a>
      </footer>
    </Shell>
  );
}

/** Rooms are shown, but the last refresh failed. */
function isStale(list: RoomList): boolean {
  return list.rows.value !== undefined && list.failure.value !== undefined;
}

function Places() {
  return (
    <nav class="lobby-places" aria-label={t('nav.main')}>
      <ButtonLink variant="quiet" size="s" icon={Store} href={pages.shop()}>
        {t('nav.shop')}
      </ButtonLink>
      <ButtonLink size="s" icon={Video} href={pages.studio()}>
        {t('lobby:goLive')}
      </ButtonLink>
    </nav>
  );
}

function NobodyLive() {
  return (
    <div class="lobby-empty">
      <EmptyState
        icon={Radio}
        title={t('lobby:live.empty')}
        text={t('lobby:live.emptyHelp')}
        action={
          <ButtonLink variant="primary" icon={Video} href={pages.studio()}>
            {t('lobby:goLive')}
          </ButtonLink>
        }
      />
    </div>
  );
}

function NothingPlanned() {
  return (
    <div class="lobby-empty">
      <EmptyState icon={CalendarClock} title={t('lobby:upcoming.empty')} text={t('lobby:upcoming.emptyHelp')} />
    </div>
  );
}
