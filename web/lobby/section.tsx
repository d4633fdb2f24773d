import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { t } from '../i18n/i18n.ts';
import { Button } from '../ui/button.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import type { RoomList } from './room-list.ts';
import { LoadingTile, RoomTile } from './room-tile.tsx';

export interface SectionProps {
  title: string;
  list: RoomList;
  /** What stands here when there is no room. */
  empty: ComponentChildren;
}

/** A titled grid of rooms with its states: loading, failed, empty, filled, more. */
export function Section({ title, list, empty }: SectionProps) {
  const id = useId();
  return (
    <section class="stack" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <SectionBody list={list} empty={empty} />
    </section>
  );
}

function SectionBody({ list, empty }: Pick<SectionProps, 'list' | 'empty'>) {
  const rows = list.rows.value;
  const failure = list.failure.value;
  const busy = list.busy.value;
  if (!rows && failure) {
    const { code, details, retryAfterMs } = failure;
    const retry = () => void list.refresh();
    return <ErrorPanel {...{ code, details, retryAfterMs }} onRetry={retry} retrying={busy} />;
  }
  if (rows?.length === 0) return <>{empty}</>;
  return (
    <>
      <ul class="lobby-grid" aria-busy={!rows}>
        {rows
          ? rows.map((room) => <RoomTile key={room.id} room={room} />)
          : [0, 1, 2, 3, 4].map((place) => <LoadingTile key={place} />)}
      </ul>
      {list.hasMore.value && (
        <div class="lobby-more">
          <Button loading={busy} onClick={() => void list.more()}>
            {t('action.loadMore')}
          </Button>
        </div>
      )}
    </>
  );
}
