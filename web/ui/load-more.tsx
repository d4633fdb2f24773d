import { t } from '../i18n/i18n.ts';
import type { Pages } from '../lib/use-pages.ts';
import { Button } from './button.tsx';
import { ErrorPanel } from './error-panel.tsx';

interface LoadMoreProps {
  pages: Pick<Pages<unknown>, 'failure' | 'hasMore' | 'isBusy' | 'more' | 'retry'>;
}

/** Below a list: its further pages, or why the last one did not come. */
export function LoadMore({ pages }: LoadMoreProps) {
  if (pages.failure)
    return <ErrorPanel inline {...pages.failure} retrying={pages.isBusy} onRetry={() => void pages.retry()} />;
  if (!pages.hasMore) return null;
  return (
    <Button variant="quiet" full aria-busy={pages.isBusy || undefined} onClick={() => void pages.more()}>
      {t('action.loadMore')}
    </Button>
  );
}
