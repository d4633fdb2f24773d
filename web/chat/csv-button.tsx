import { Download } from 'lucide';
import { t } from '../i18n/i18n.ts';
import { accessToken } from '../lib/session.ts';
import { Button } from '../ui/button.tsx';
import { toastError } from '../ui/toast.tsx';

/** The room's chat as a CSV file, for its host and operators. */
export function CsvButton({ roomId }: { roomId: string }) {
  return (
    <Button size="s" icon={Download} onClick={() => void download(roomId)}>
      {t('talk.csv')}
    </Button>
  );
}

/** Fetched instead of linked to, because the call has to bring the access token. */
async function download(roomId: string): Promise<void> {
  const token = await accessToken();
  const answer = await fetch(`/api/rooms/${roomId}/chat.csv`, {
    headers: { ...(token && { authorization: `Bearer ${token}` }) },
  }).catch(() => undefined);
  if (!answer?.ok) {
    toastError({ code: answer ? 'FORBIDDEN' : 'OFFLINE' });
    return;
  }
  const url = URL.createObjectURL(await answer.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = `chat-${roomId}.csv`;
  link.click();
  URL.revokeObjectURL(url);
}
