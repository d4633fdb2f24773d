import { X } from 'lucide';
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { t } from '../i18n/i18n.ts';
import { cx } from './cx.ts';
import { IconButton } from './icon-button.tsx';
import { useModal } from './use-modal.ts';
import { usePullDown } from './use-pull-down.ts';
import './drawer.css';

export interface DrawerProps {
  open: boolean;
  /** Asked by the cross, Esc, the backdrop, or a pull down on a phone. */
  onClose: () => void;
  title: string;
  /** Beside the title, e.g. a count. */
  note?: ComponentChildren;
  /** Stays in view below the scrolled content: the action. */
  footer?: ComponentChildren;
  /** Wider side panel on a desktop. */
  wide?: boolean | undefined;
  class?: string | undefined;
  children: ComponentChildren;
}

/** A bottom sheet on a phone, a side panel on a desktop. Its children exist only while it is open. */
export function Drawer({ open, onClose, title, note, footer, wide, class: className, children }: DrawerProps) {
  const id = useId();
  const ref = useModal(open, onClose);
  const pull = usePullDown(onClose);
  if (!open) return null;
  return (
    <dialog ref={ref} class={cx('ui-drawer', wide && 'ui-drawer-wide', className)} aria-labelledby={id}>
      <div ref={pull.panel} class="ui-drawer-panel">
        <header class="ui-drawer-head" {...pull.handle}>
          <h2 id={id} class="ui-drawer-title">
            {title}
          </h2>
          {note !== undefined && <span class="muted small tabular">{note}</span>}
          <IconButton class="ui-drawer-close" icon={X} label={t('action.close')} onClick={onClose} />
        </header>
        {/* May be longer than the screen and have nothing to focus: keys must scroll it all the same. */}
        <div class="ui-drawer-body" tabIndex={0}>
          {children}
        </div>
        {footer && <footer class="ui-drawer-foot">{footer}</footer>}
      </div>
    </dialog>
  );
}
