import { signal } from '@preact/signals';
import { ChartColumn, ClipboardCheck, Package, ReceiptText, Tv } from 'lucide';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../i18n/i18n.ts';
import { BackOffice } from '../lib/back-office.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Channel } from './channel.tsx';
import { CreateShop } from './create-shop.tsx';
import { Home } from './home.tsx';
import { Orders } from './orders.tsx';
import { Products } from './products.tsx';
import { Shows } from './shows.tsx';
import { createShopState } from './shop.ts';
import './shop.css';

const places = ['home', 'products', 'orders', 'shows', 'channel'] as const;
type Place = (typeof places)[number];

const placeInHash = (): Place => places.find((place) => location.hash === `#${place}`) ?? 'home';
const place = signal<Place>(placeInHash());
addEventListener('hashchange', () => (place.value = placeInHash()));

/** The seller's back office: opening the shop, products, orders, channel. */
export function App() {
  const now = place.value;
  const nav = [
    { value: 'home', label: t('shop:nav.home'), icon: ClipboardCheck, href: '#home' },
    { value: 'products', label: t('shop:nav.products'), icon: Package, href: '#products' },
    { value: 'orders', label: t('shop:nav.orders'), icon: ReceiptText, href: '#orders' },
    { value: 'shows', label: t('shop:nav.shows'), icon: ChartColumn, href: '#shows' },
    { value: 'channel', label: t('shop:nav.channel'), icon: Tv, href: '#channel' },
  ];
  return (
    <BackOffice place={t('shop:title')} nav={nav} current={now}>
      {() => <Loaded place={now} />}
    </BackOffice>
  );
}

function Loaded({ place: now }: { place: Place }) {
  const [state] = useState(createShopState);
  useEffect(() => void state.load(), [state]);
  const failure = state.failure.value;
  if (failure) return <ErrorPanel {...failure} onRetry={() => void state.load()} />;
  if (!state.shops.value) return <Skeleton shape="block" height="20rem" />;
  const shop = state.shop.value;
  if (!shop) return <CreateShop state={state} />;
  switch (now) {
    case 'home':
      return <Home state={state} shop={shop} />;
    case 'products':
      return <Products shop={shop} />;
    case 'orders':
      return <Orders shop={shop} />;
    case 'shows':
      return <Shows />;
    case 'channel':
      return <Channel state={state} />;
  }
}
