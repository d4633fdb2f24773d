import { t } from '../../i18n/i18n.ts';
import { Drawer } from '../../ui/drawer.tsx';
import { useRoom } from '../page.ts';
import { ShelfList } from './shelf-list.tsx';

/** The shelf over the running video. */
export function BagDrawer() {
  const { room, panel } = useRoom();
  const count = room.snapshot.value?.shelf.length ?? 0;
  const close = () => void (panel.value = undefined);
  return (
    <Drawer
      open={panel.value === 'bag'}
      onClose={close}
      title={t('room:shelf.title')}
      note={t('room:shelf.items', { count })}
    >
      <ShelfList onBuy={close} />
    </Drawer>
  );
}
