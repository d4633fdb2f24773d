import type { ComponentChildren } from 'preact';
import { useId, useRef } from 'preact/hooks';
import { cx } from './cx.ts';
import './tabs.css';

export interface Tab<V extends string> {
  value: V;
  label: string;
  /** Beside the label, e.g. orders waiting. */
  count?: string | number | undefined;
}

export interface TabsProps<V extends string> {
  label: string;
  tabs: readonly Tab<V>[];
  value: V;
  onChange: (value: V) => void;
  /** Tabs share the whole width, for a phone. */
  stretch?: boolean | undefined;
  class?: string | undefined;
  /** The panel of the chosen tab. */
  children: ComponentChildren;
}

/** One of several panels; arrow keys, Home and End move between the tabs. */
export function Tabs<V extends string>(props: TabsProps<V>) {
  const { label, tabs, value, onChange, stretch, class: className, children } = props;
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const next = nextIndex(
      event.key,
      tabs.findIndex((tab) => tab.value === value),
      tabs.length,
    );
    const tab = next === undefined ? undefined : tabs[next];
    if (!tab) return;
    event.preventDefault();
    onChange(tab.value);
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[next ?? 0]?.focus();
  };
  return (
    <div class={cx('ui-tabs', className)}>
      <div
        ref={list}
        class={cx('ui-tabs-list', stretch && 'ui-tabs-stretch')}
        role="tablist"
        aria-label={label}
        onKeyDown={onKeyDown}
      >
        {tabs.map((tab) => (
          <button
            key={tab.value}
            type="button"
            role="tab"
            id={`${id}-${tab.value}`}
            class="ui-tab"
            aria-selected={tab.value === value}
            aria-controls={`${id}-panel`}
            tabIndex={tab.value === value ? 0 : -1}
            onClick={() => onChange(tab.value)}
          >
            {tab.label}
            {tab.count !== undefined && <span class="ui-tab-count tabular">{tab.count}</span>}
          </button>
        ))}
      </div>
      <div id={`${id}-panel`} class="ui-tabs-panel" role="tabpanel" aria-labelledby={`${id}-${value}`}>
        {children}
      </div>
    </div>
  );
}

function nextIndex(key: string, index: number, length: number): number | undefined {
  switch (key) {
    case 'ArrowRight':
      return (index + 1) % length;
    case 'ArrowLeft':
      return (index - 1 + length) % length;
    case 'Home':
      return 0;
    case 'End':
      return length - 1;
    default:
      return undefined;
  }
}
