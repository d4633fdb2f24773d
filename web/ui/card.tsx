import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { cx } from './cx.ts';
import './card.css';

export interface CardProps {
  title?: ComponentChildren;
  /** One line under the title. */
  note?: ComponentChildren;
  /** Buttons at the end of the title line. */
  actions?: ComponentChildren;
  /** Below a line at the foot. */
  footer?: ComponentChildren;
  /** No padding around the children, e.g. for a table. */
  flush?: boolean | undefined;
  class?: string | undefined;
  children?: ComponentChildren;
}

/** A group of things that belong together; a labelled region when it has a title. */
export function Card({ title, note, actions, footer, flush, class: className, children }: CardProps) {
  const id = useId();
  return (
    <section class={cx('ui-card', className)} aria-labelledby={title ? id : undefined}>
      {(title || actions) && (
        <header class="ui-card-head">
          <div class="ui-card-words">
            {title && (
              <h2 id={id} class="ui-card-title">
                {title}
              </h2>
            )}
            {note && <p class="ui-card-note">{note}</p>}
          </div>
          {actions && <div class="ui-card-actions">{actions}</div>}
        </header>
      )}
      <div class={flush ? 'ui-card-flush' : 'ui-card-body'}>{children}</div>
      {footer && <footer class="ui-card-foot">{footer}</footer>}
    </section>
  );
}
