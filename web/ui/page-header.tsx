import type { ComponentChildren } from 'preact';
import './page-header.css';

export interface PageHeaderProps {
  title: ComponentChildren;
  /** Beside the title: badges of its state. */
  state?: ComponentChildren;
  /** One line under it. */
  note?: ComponentChildren;
  /** Buttons, the main one last. */
  actions?: ComponentChildren;
  /** The way back up. */
  back?: { href: string; label: string } | undefined;
}

/** The head of a place in a back office; holds the page's only h1. */
export function PageHeader({ title, state, note, actions, back }: PageHeaderProps) {
  return (
    <header class="ui-pagehead">
      <div class="ui-pagehead-words">
        {back && (
          <a class="ui-pagehead-back" href={back.href}>
            ← {back.label}
          </a>
        )}
        <div class="ui-pagehead-line">
          <h1>{title}</h1>
          {state}
        </div>
        {note && <p class="ui-pagehead-note">{note}</p>}
      </div>
      {actions && <div class="ui-pagehead-actions">{actions}</div>}
    </header>
  );
}
