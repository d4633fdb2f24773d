import { X } from 'lucide';
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { t } from '../i18n/i18n.ts';
import { cx } from './cx.ts';
import { IconButton } from './icon-button.tsx';
import { useModal } from './use-modal.ts';
import './dialog.css';

export interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  /** The buttons, the main one last. */
  footer?: ComponentChildren;
  /** For something that must be answered: no cross. Esc still asks `onClose`. */
  plain?: boolean | undefined;
  role?: 'dialog' | 'alertdialog';
  class?: string | undefined;
  children?: ComponentChildren;
}

/** A box in the middle that wants an answer before anything else goes on. */
export function Dialog({ open, onClose, title, footer, plain, role, class: className, children }: DialogProps) {
  const id = useId();
  const ref = useModal(open, onClose);
  if (!open) return null;
  return (
    <dialog
      ref={ref}
      class={cx('ui-dialog', className)}
      role={role}
      aria-labelledby={id}
      aria-describedby={`${id}-body`}
    >
      <div class="ui-dialog-panel">
        <header class="ui-dialog-head">
          <h2 id={id} class="ui-dialog-title">
            {title}
          </h2>
          {!plain && <IconButton icon={X} label={t('action.close')} onClick={onClose} />}
        </header>
        <div id={`${id}-body`} class="ui-dialog-body">
          {children}
        </div>
        {footer && <footer class="ui-dialog-foot">{footer}</footer>}
      </div>
    </dialog>
  );
}
