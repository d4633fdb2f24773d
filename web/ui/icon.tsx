import type { IconNode } from 'lucide';
import { createElement } from 'preact';
import { cx } from './cx.ts';

export interface IconProps {
  /** An icon of the `lucide` package: `import { Heart } from 'lucide'`. */
  node: IconNode;
  /** Edge in px. */
  size?: number | undefined;
  /** Fills the shape, e.g. a given like. */
  filled?: boolean | undefined;
  /** Says what the icon means; without it the icon is decoration. */
  label?: string | undefined;
  class?: string | undefined;
}

/** A line icon in the colour of the text around it. */
export function Icon({ node, size = 20, filled = false, label, class: className }: IconProps) {
  return (
    <svg
      class={cx('ui-icon', className)}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill={filled ? 'currentColor' : 'none'}
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
      {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })}
    >
      {node.map(([tag, attributes]) => createElement(tag, attributes))}
    </svg>
  );
}
