import type { IconNode } from 'lucide';
import type { ComponentChildren } from 'preact';
import { Icon } from './icon.tsx';
import './empty-state.css';

export interface EmptyStateProps {
  icon?: IconNode | undefined;
  title: string;
  /** What would be here, and how it comes about. */
  text?: ComponentChildren;
  /** The button that fills the emptiness. */
  action?: ComponentChildren;
}

export function EmptyState({ icon, title, text, action }: EmptyStateProps) {
  return (
    <div class="ui-empty">
      {icon && (
        <span class="ui-empty-icon">
          <Icon node={icon} size={28} />
        </span>
      )}
      <p class="ui-empty-title">{title}</p>
      {text && <p class="ui-empty-text">{text}</p>}
      {action && <div class="ui-empty-action">{action}</div>}
    </div>
  );
}
