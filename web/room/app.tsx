import { useSignalEffect } from '@preact/signals';
import { SearchX } from 'lucide';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../i18n/i18n.ts';
import { pages } from '../lib/links.ts';
import { SignInHost } from '../lib/sign-in.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Shell } from '../ui/shell.tsx';
import { BuySheet } from './buy/buy-sheet.tsx';
import { News } from './news.tsx';
import { OrdersDrawer } from './orders/orders-drawer.tsx';
import { createRoomPage, RoomContext } from './page.ts';
import { roomTitle } from './room-title.ts';
import { Scene } from './scene.tsx';
import type { Visit } from './visit.ts';
import { BagDrawer } from './shelf/bag-drawer.tsx';
import './room.css';

/** A visit of a room; without one, the address names no room. */
export function App({ visit }: { visit: Visit | undefined }) {
  return visit ? <Room visit={visit} /> : <NoSuchRoom />;
}

function Room({ visit }: { visit: Visit }) {
  const [page] = useState(() => createRoomPage(visit));
  useEffect(() => () => page.close(), [page]);
  useSignalEffect(() => {
    const snapshot = page.room.snapshot.value;
    roomTitle.value = snapshot ? `${snapshot.title} · ${snapshot.channel.name}` : '';
  });
  if (page.room.failure.value?.code === 'NOT_FOUND' || page.room.failure.value?.code === 'INVALID_INPUT') {
    return <NoSuchRoom />;
  }
  return (
    <RoomContext.Provider value={page}>
      <Scene />
      <BagDrawer />
      <OrdersDrawer />
      <BuySheet />
      <News />
      <SignInHost />
    </RoomContext.Provider>
  );
}

function NoSuchRoom() {
  return (
    <Shell place={t('room:title')}>
      <EmptyState
        icon={SearchX}
        title={t('room:join.notFoundTitle')}
        text={t('room:join.notFoundText')}
        action={
          <ButtonLink variant="primary" href={pages.lobby()}>
            {t('room:join.toLobby')}
          </ButtonLink>
        }
      />
    </Shell>
  );
}
