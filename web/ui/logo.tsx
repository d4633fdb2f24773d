import './logo.css';

/** The mark: a play button standing on a shelf; with the name beside it unless `bare`. */
export function Logo({ bare }: { bare?: boolean | undefined }) {
  return (
    <span class="ui-logo">
      <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
        <rect width="32" height="32" rx="8" fill="var(--accent)" />
        <path d="M12.2 7.3c0-1 1.1-1.6 2-1.1l7.2 4.5c.8.5.8 1.6 0 2.1l-7.2 4.6c-.9.5-2-.1-2-1.1z" fill="#fff" />
        <path
          d="M6.5 21.2h19M9.5 21.2v4.3M22.5 21.2v4.3"
          fill="none"
          stroke="#fff"
          stroke-width="2.6"
          stroke-linecap="round"
        />
      </svg>
      <span class={bare ? 'sr-only' : 'ui-logo-name'}>Shelfcast</span>
    </span>
  );
}
