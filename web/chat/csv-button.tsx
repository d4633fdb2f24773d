import { Download } from 'lucide';
import { useState } from 'preact/hooks';
import { t } from '../i18n/i18n.ts';
import { apiFile } from '../lib/api.ts';
import { Button } from '../ui/button.tsx';
import { toastError } from '../ui/toast.tsx';

/** A long show's chat takes its time. */
const PATIENCE_MS = 120_000;

/** The room's chat as a CSV file, for its host and operators. */
export function CsvButton({ roomId }: { roomId: string }) {
  const [isBusy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    await download(roomId);
    setBusy(false);
  };
  return (
    <Button size="s" icon={Download} loading={isBusy} onClick={() => void save()}>
      {t('talk.csv')}
    </Button>
  );
}

/** Fetched instead of linked to, because the call has to bring the access token. */
async function download(roomId: string): Promise<void> {
  const file = await apiFile('GET /api/rooms/:id/chat.csv', { params: { id: roomId } }, { timeoutMs: PATIENCE_MS });
  if (!file.ok) return void toastError(file.error);
  const url = URL.createObjectURL(file.data);
  const link = document.createElement('a');
  link.href = url;
  link.download = `chat-${roomId}.csv`;
  link.click();
  URL.revokeObjectURL(url);
}
