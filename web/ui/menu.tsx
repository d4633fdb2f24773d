import type { IconNode } from 'lucide';
import type { ComponentChildren, RefObject } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { cx } from './cx.ts';
import { Icon } from './icon.tsx';
import './menu.css';

export interface MenuItem {
  label: string;
  icon?: IconNode | undefined;
  /** Goes there; or does something with `onSelect`. */
  href?: string | undefined;
  onSelect?: (() => void) | undefined;
  tone?: 'danger' | undefined;
  disabled?: boolean | undefined;
}

export interface TriggerLinks {
  'aria-haspopup': 'menu';
  'aria-expanded': boolean;
  'aria-controls': string;
  onClick: () => void;
}

export interface MenuProps {
  label: string;
  items: readonly MenuItem[];
  /** Shown above the items, e.g. who is signed in. */
  head?: ComponentChildren;
  /** The button that opens it; spread the given props on it. */
  children: (links: TriggerLinks) => ComponentChildren;
}

/** A list of actions behind a button; arrow keys move, Esc closes and gives the focus back. */
export function Menu({ label, items, head, children }: MenuProps) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  useDismiss(root, open, () => setOpen(false));
  const choose = (item: MenuItem) => {
    setOpen(false);
    item.onSelect?.();
  };
  return (
    <div ref={root} class="ui-menu">
      {children({
        'aria-haspopup': 'menu',
        'aria-expanded': open,
        'aria-controls': id,
        onClick: () => setOpen(!open),
      })}
      <div class="ui-menu-box" hidden={!open}>
        {head && <div class="ui-menu-head">{head}</div>}
        <ul id={id} class="ui-menu-list" role="menu" aria-label={label} onKeyDown={moveFocus}>
          {items.map((item) => (
            <li key={item.label} role="none">
              <MenuEntry item={item} onSelect={() => choose(item)} />
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function MenuEntry({ item, onSelect }: { item: MenuItem; onSelect: () => void }) {
  const content = (
    <>
      {item.icon && <Icon node={item.icon} size={18} />}
      {item.label}
    </>
  );
  const className = cx('ui-menu-item', item.tone === 'danger' && 'ui-menu-danger');
  if (item.href !== undefined) {
    return (
      <a role="menuitem" class={className} href={item.href} onClick={onSelect}>
        {content}
      </a>
    );
  }
  return (
    <button type="button" role="menuitem" class={className} disabled={item.disabled} onClick={onSelect}>
      {content}
    </button>
  );
}

/** Focus goes in on opening; a press outside or Esc closes. */
function useDismiss(root: RefObject<HTMLDivElement | null>, open: boolean, close: () => void): void {
  useEffect(() => {
    const box = root.current;
    if (!open || !box) return undefined;
    const listening = new AbortController();
    const { signal } = listening;
    const outside = (event: Event) => event.target instanceof Node && !box.contains(event.target) && close();
    document.addEventListener('pointerdown', outside, { signal });
    box.addEventListener(
      'focusout',
      (event) => {
        if (event.relatedTarget instanceof Node && !box.contains(event.relatedTarget)) close();
      },
      { signal },
    );
    box.addEventListener(
      'keydown',
      (event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        close();
        box.querySelector<HTMLElement>('[aria-haspopup]')?.focus();
      },
      { signal },
    );
    entries(box)[0]?.focus();
    return () => listening.abort();
  }, [open]);
}

function moveFocus(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  const all = entries(event.currentTarget);
  const at = all.indexOf(document.activeElement as HTMLElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  all.at(next % all.length)?.focus();
}

function entries(box: HTMLElement): HTMLElement[] {
  return [...box.querySelectorAll<HTMLElement>('[role=menuitem]:not(:disabled)')];
}
