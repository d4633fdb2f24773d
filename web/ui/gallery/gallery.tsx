import { ClipboardList, LogOut, Package, Radio, Settings, Store } from 'lucide';
import { ConnectionChip } from '../connection-chip.tsx';
import { PageHeader } from '../page-header.tsx';
import { Shell } from '../shell.tsx';
import { Badge } from '../badge.tsx';
import { Button } from '../button.tsx';
import { Actions } from './actions.tsx';
import { Data } from './data.tsx';
import { Inputs } from './inputs.tsx';
import { Overlays } from './overlays.tsx';
import { RoomPieces } from './room-pieces.tsx';
import { States } from './states.tsx';
import './gallery.css';

const nav = [
  { value: 'home', label: 'Overview', icon: Store, href: '#home' },
  { value: 'products', label: 'Products', icon: Package, href: '#products' },
  { value: 'orders', label: 'Orders', icon: ClipboardList, href: '#orders', count: 12 },
  { value: 'rooms', label: 'Rooms', icon: Radio, href: '#rooms' },
  { value: 'settings', label: 'Settings', icon: Settings, href: '#settings' },
];

/** Every component with the states worth looking at; for development, never built. */
export function Gallery() {
  return (
    <Shell
      place="Style page"
      account={{ name: '林晓雨', email: 'seller@example.com' }}
      accountItems={[
        { label: 'Open the shop', icon: Store, href: '#' },
        { label: 'Sign out', icon: LogOut, tone: 'danger', onSelect: () => {} },
      ]}
      nav={nav}
      current="orders"
    >
      <PageHeader
        title="Orders"
        state={<Badge tone="success" dot children="Open for business" />}
        note="Every component in the states worth looking at."
        actions={
          <>
            <Button>Export</Button>
            <Button variant="primary">New product</Button>
          </>
        }
      />
      <div class="row row-wrap">
        <ConnectionChip state="video" />
        <ConnectionChip state="offline" />
      </div>
      <Data />
      <Actions />
      <Inputs />
      <RoomPieces />
      <Overlays />
      <States />
    </Shell>
  );
}
