import type { Studio } from './studio.ts';

/** 1 to 9 pin that item, U unpins, M mutes the microphone; never while something is being typed. */
export function listenToKeys(studio: Studio): () => void {
  const onKey = (event: KeyboardEvent) => {
    const target = event.target as HTMLElement;
    if (event.ctrlKey || event.metaKey || event.altKey || target.closest('input, textarea, select, dialog')) return;
    const shelf = studio.watch.snapshot.peek()?.shelf ?? [];
    const item = /^[1-9]$/.test(event.key) ? shelf[Number(event.key) - 1] : undefined;
    if (item) void studio.act('shelf:pin', { room: studio.roomId, item: item.itemId });
    else if (event.key.toLowerCase() === 'u') void studio.act('shelf:unpin', { room: studio.roomId });
    else if (event.key.toLowerCase() === 'm') studio.publisher.setMuted(!studio.publisher.muted.peek());
  };
  addEventListener('keydown', onKey);
  return () => removeEventListener('keydown', onKey);
}
