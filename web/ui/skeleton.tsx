import { cx } from './cx.ts';
import './skeleton.css';

export interface SkeletonProps {
  /** CSS lengths; a line of text by default. */
  width?: string | undefined;
  height?: string | undefined;
  shape?: 'line' | 'block' | 'circle' | undefined;
  class?: string | undefined;
}

/** The grey outline of what is being loaded; has its size, so nothing jumps. */
export function Skeleton({ width, height, shape = 'line', class: className }: SkeletonProps) {
  return (
    <span class={cx('ui-skeleton', `ui-skeleton-${shape}`, className)} style={{ width, height }} aria-hidden="true" />
  );
}
