import { Hammer } from 'lucide';
import { t } from '../i18n/i18n.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { Shell } from '../ui/shell.tsx';

export function App() {
  return (
    <Shell place={t('shop:title')}>
      <EmptyState icon={Hammer} title={t('page.notStarted')} />
    </Shell>
  );
}
