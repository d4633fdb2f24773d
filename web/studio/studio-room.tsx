import { TriangleAlert } from 'lucide';
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../i18n/i18n.ts';
import { Button } from '../ui/button.tsx';
import { ConnectionChip } from '../ui/connection-chip.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { Icon } from '../ui/icon.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Tabs, type Tab } from '../ui/tabs.tsx';
import { pages } from '../lib/links.ts';
import { ChatPanel } from './chat-panel.tsx';
import { CheckPanel } from './check-panel.tsx';
import { listenToKeys } from './keys.ts';
import { Numbers } from './numbers.tsx';
import { Preview } from './preview.tsx';
import { ShelfPanel } from './shelf-panel.tsx';
import { ShowActions } from './show-actions.tsx';
import { useStudio } from './studio.ts';
import { Statement } from './statement.tsx';
import { isWide } from './use-wide.ts';

/** One room in the studio: preview, shelf and chat; on a phone shelf and chat are two tabs under the preview. */
export function StudioRoom({ head }: { head: ComponentChildren }) {
  const studio = useStudio();
  useEffect(() => listenToKeys(studio), [studio]);
  const { snapshot, failure } = studio.watch;
  const refused = studio.failure.value ?? failure.value;
  if (refused && !snapshot.value) return <ErrorPanel {...refused} onRetry={() => studio.watch.retry()} />;
  const now = snapshot.value;
  if (!now) return <Skeleton shape="block" height="24rem" />;
  const isOver = now.state === 'ended' || now.state === 'closed';
  return (
    <div class="studio">
      <PageHeader
        title={now.title}
        state={head}
        back={{ href: pages.studio(), label: t('studio:rooms.title') }}
        actions={<ShowActions />}
      />
      <ConnectionChip state={lineState(studio.connection.state.value, studio.watch.readOnly.value)} />
      <OperatorWarning />
      {isOver ? <Statement /> : <Desk isScheduled={now.state === 'scheduled'} />}
    </div>
  );
}

function lineState(line: string, isReadOnly: boolean) {
  if (line === 'offline' || line === 'reconnecting') return line;
  return isReadOnly ? 'readOnly' : 'ok';
}

function Desk({ isScheduled }: { isScheduled: boolean }) {
  const [tab, setTab] = useState<'shelf' | 'chat'>('shelf');
  const { watch } = useStudio();
  const tabs: readonly Tab<'shelf' | 'chat'>[] = [
    { value: 'shelf', label: t('studio:shelf.title'), count: watch.snapshot.value?.shelf.length },
    { value: 'chat', label: t('studio:chat.title') },
  ];
  return (
    <div class="studio-desk">
      <div class="studio-stage">
        <Preview />
        {isScheduled ? <CheckPanel /> : <Numbers />}
      </div>
      {isWide.value ? (
        <>
          <div class="studio-side studio-side-shelf">
            <ShelfPanel />
          </div>
          <div class="studio-side">
            <ChatPanel />
          </div>
        </>
      ) : (
        <Tabs label={t('studio:panels')} tabs={tabs} value={tab} onChange={setTab} stretch class="studio-tabs">
          {tab === 'shelf' ? <ShelfPanel /> : <ChatPanel />}
        </Tabs>
      )}
    </div>
  );
}

/** What an operator wrote to the host stays until it has been read. */
function OperatorWarning() {
  const { warning } = useStudio();
  if (!warning.value) return null;
  return (
    <div class="studio-warning" role="alert">
      <Icon node={TriangleAlert} size={20} />
      <div class="grow">
        <p class="strong">{t('studio:warning.title')}</p>
        <p>{warning.value.text}</p>
      </div>
      <Button size="s" onClick={() => (warning.value = undefined)}>
        {t('action.dismiss')}
      </Button>
    </div>
  );
}
