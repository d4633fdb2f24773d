import { signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { t } from '../i18n/i18n.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';

export interface Question {
  title: string;
  /** What follows from saying yes. */
  body?: ComponentChildren;
  /** The verb of what happens, e.g. "End the show"; never just "OK". */
  confirmLabel: string;
  cancelLabel?: string | undefined;
  /** `danger` for what cannot be undone. */
  tone?: 'primary' | 'danger' | undefined;
}

export interface ConfirmDialogProps extends Question {
  open: boolean;
  loading?: boolean | undefined;
  onConfirm: () => void;
  onCancel: () => void;
}

/** A question with two answers; the safe one has the focus. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, title, body, confirmLabel, cancelLabel, tone = 'primary', loading, onConfirm, onCancel } = props;
  return (
    <Dialog
      open={open}
      onClose={onCancel}
      title={title}
      role="alertdialog"
      plain
      footer={
        <>
          <Button onClick={onCancel} autofocus>
            {cancelLabel ?? t('action.cancel')}
          </Button>
          <Button variant={tone} loading={loading ?? false} onClick={onConfirm}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      {body}
    </Dialog>
  );
}

const asked = signal<(Question & { answer: (yes: boolean) => void }) | undefined>(undefined);

/** Asks and waits: `if (await confirm({...}))`. Needs `ConfirmHost` on the page, which `startPage` puts there. */
export function confirm(question: Question): Promise<boolean> {
  asked.peek()?.answer(false);
  return new Promise((resolve) => {
    asked.value = {
      ...question,
      answer: (yes) => {
        asked.value = undefined;
        resolve(yes);
      },
    };
  });
}

export function ConfirmHost() {
  const question = asked.value;
  if (!question) return null;
  const { answer, ...words } = question;
  return <ConfirmDialog {...words} open onConfirm={() => answer(true)} onCancel={() => answer(false)} />;
}
