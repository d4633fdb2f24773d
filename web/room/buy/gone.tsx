import { PackageX } from 'lucide';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useRoom } from '../page.ts';

/** The item left the shelf while one was looking at it. */
export function Gone() {
  const { sheet, panel } = useRoom();
  const toShelf = () => {
    sheet.close();
    panel.value = 'bag';
  };
  return (
    <EmptyState
      icon={PackageX}
      title={t('room:buy.gone')}
      action={
        <Button variant="primary" onClick={toShelf}>
          {t('room:buy.seeShelf')}
        </Button>
      }
    />
  );
}
