import { ShieldCheck } from 'lucide';
import { useState } from 'preact/hooks';
import { t } from '../i18n/i18n.ts';
import { Button } from '../ui/button.tsx';
import { DeskDrawer } from './desk-drawer.tsx';
import type { Talk } from './talk.ts';
import { useHeld } from './use-held.ts';

/** The way to a moderator's desk, with the count of lines that wait there. */
export function DeskButton({ talk }: { talk: Talk }) {
  const [open, setOpen] = useState(false);
  const waiting = useHeld(talk).rows.value?.length ?? 0;
  return (
    <>
      <Button size="s" icon={ShieldCheck} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {waiting > 0 ? t('talk.deskCount', { count: waiting }) : t('talk.desk')}
      </Button>
      <DeskDrawer talk={talk} open={open} onClose={() => setOpen(false)} />
    </>
  );
}
