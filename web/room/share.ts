import { t } from '../i18n/i18n.ts';
import { pages } from '../lib/links.ts';
import { toast } from '../ui/toast.tsx';
import type { RoomPage } from './page.ts';

/** The device's own share sheet where there is one, else the link goes to the clipboard. */
export async function share({ roomId, room }: RoomPage): Promise<void> {
  const snapshot = room.snapshot.peek();
  const url = `${location.origin}${pages.room(roomId)}`;
  const text = snapshot ? t('room:share.text', { channel: snapshot.channel.name, title: snapshot.title }) : '';
  if ('share' in navigator && matchMedia('(pointer: coarse)').matches) {
    try {
      return await navigator.share({ title: snapshot?.title ?? '', text, url });
    } catch (error) {
      // Closing the sheet is an answer, too.
      if (error instanceof DOMException && error.name === 'AbortError') return;
    }
  }
  await copy(url);
}

async function copy(url: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(url);
    toast({ text: t('room:share.copied'), note: url, tone: 'success' });
  } catch {
    toast({ text: t('room:share.failed'), tone: 'warning' });
  }
}
