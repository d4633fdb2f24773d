import './spinner.css';

/** A turning ring for waits of a second or two; longer waits use `Skeleton`. */
export function Spinner({ size = 20 }: { size?: number }) {
  return (
    <svg class="ui-spinner" width={size} height={size} viewBox="0 0 24 24" fill="none" aria-hidden="true">
      <circle cx="12" cy="12" r="9" stroke="currentColor" stroke-width="3" opacity="0.25" />
      <path d="M12 3a9 9 0 0 1 9 9" stroke="currentColor" stroke-width="3" stroke-linecap="round" />
    </svg>
  );
}
