import { CircleCheck, CircleX } from 'lucide';
import { formatDateTime } from '../i18n/format.ts';
import { t } from '../i18n/i18n.ts';
import { pages } from '../lib/links.ts';
import { ButtonLink } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ChatPanel } from './chat-panel.tsx';
import { Numbers } from './numbers.tsx';
import { useStudio } from './studio.ts';

/** How the show went, when it is over. */
export function Statement() {
  const now = useStudio().watch.snapshot.value!;
  const isClosed = now.state === 'closed';
  return (
    <div class="stack gap-6">
      <EmptyState
        icon={isClosed ? CircleX : CircleCheck}
        title={isClosed ? t('studio:over.closed') : t('studio:over.title')}
        text={isClosed ? now.closedReason : t('studio:over.text')}
        action={
          <ButtonLink variant="primary" href={`${pages.shop()}#orders`}>
            {t('studio:over.orders')}
          </ButtonLink>
        }
      />
      <Card
        title={t('studio:over.statement')}
        note={now.startedAt && now.endedAt && `${formatDateTime(now.startedAt)} – ${formatDateTime(now.endedAt)}`}
      >
        <Numbers isOver />
      </Card>
      <ChatPanel isOver />
    </div>
  );
}
