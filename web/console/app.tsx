import { signal } from '@preact/signals';
import { ChartColumn, ClipboardCheck, LayoutGrid, ScrollText, Search } from 'lucide';
import { useEffect, useState } from 'preact/hooks';
import type { AccountView } from '../../src/contract/accounts.ts';
import { t } from '../i18n/i18n.ts';
import { BackOffice } from '../lib/back-office.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { Audit } from './audit.tsx';
import { ConsoleContext, createConsole } from './console.ts';
import { Find } from './find.tsx';
import { Reports } from './reports.tsx';
import { Reviews } from './reviews.tsx';
import { Shows } from './shows.tsx';
import { Wall } from './wall.tsx';
import './console.css';

const places = ['wall', 'reviews', 'find', 'shows', 'audit'] as const;
type Place = (typeof places)[number];
const placeInHash = (): Place => places.find((place) => location.hash === `#${place}`) ?? 'wall';
const place = signal<Place>(placeInHash());
addEventListener('hashchange', () => (place.value = placeInHash()));

/** The operators' console: all live rooms, the review queue, search, the audit trail. */
export function App() {
  const nav = [
    { value: 'wall', label: t('console:nav.wall'), icon: LayoutGrid, href: '#wall' },
    { value: 'reviews', label: t('console:nav.reviews'), icon: ClipboardCheck, href: '#reviews' },
    { value: 'find', label: t('console:nav.find'), icon: Search, href: '#find' },
    { value: 'shows', label: t('console:nav.shows'), icon: ChartColumn, href: '#shows' },
    { value: 'audit', label: t('console:nav.audit'), icon: ScrollText, href: '#audit' },
  ];
  return (
    <BackOffice place={t('console:title')} nav={nav} current={place.value} wide>
      {(account) => <Allowed account={account} />}
    </BackOffice>
  );
}

function Allowed({ account }: { account: AccountView }) {
  if (account.role !== 'operator') return <ErrorPanel code="FORBIDDEN" />;
  return <Connected />;
}

function Connected() {
  const [desk] = useState(createConsole);
  useEffect(() => () => desk.close(), [desk]);
  return (
    <ConsoleContext.Provider value={desk}>
      {place.value === 'wall' && <Wall />}
      {place.value === 'reviews' && (
        <>
          <Reviews />
          <Reports />
        </>
      )}
      {place.value === 'find' && <Find />}
      {place.value === 'shows' && <Shows />}
      {place.value === 'audit' && <Audit />}
    </ConsoleContext.Provider>
  );
}
