import { t } from '../i18n/i18n.ts';
import { toast } from '../ui/toast.tsx';

/** Copies a short text and says so; where copying is not allowed it shows the text instead. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast({ text: t('action.copied'), note: text, tone: 'success', lasts: 2500 });
  } catch {
    toast({ text, lasts: 8000 });
  }
}
