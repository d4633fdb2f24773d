import { t } from '../../i18n/i18n.ts';
import type { Failure } from '../../lib/api-error.ts';
import { pages } from '../../lib/links.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Connection } from '../connection.tsx';
import { Backdrop } from './backdrop.tsx';

/** Before the room has answered: its outline; or why one cannot come in. */
export function DoorScene({ failure, onRetry }: { failure: Failure | undefined; onRetry: () => void }) {
  return (
    <main class="room-scene">
      <Backdrop />
      <Connection />
      {failure ? (
        <div class="room-panel">
          <ErrorPanel
            code={failure.code}
            details={failure.details}
            retryAfterMs={failure.retryAfterMs}
            onRetry={onRetry}
            actions={
              <ButtonLink size="s" href={pages.lobby()}>
                {t('room:join.toLobby')}
              </ButtonLink>
            }
          />
        </div>
      ) : (
        <div class="room-door" role="status">
          <span class="sr-only">{t('room:join.loading')}</span>
          <Skeleton shape="circle" width="2.5rem" height="2.5rem" />
          <Skeleton width="9rem" height="1rem" />
          <span class="room-door-gap" />
          <Skeleton width="60%" height="1rem" />
          <Skeleton width="42%" height="1rem" />
          <Skeleton shape="block" height="5rem" />
        </div>
      )}
    </main>
  );
}
