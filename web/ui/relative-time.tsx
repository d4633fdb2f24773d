import { formatDateTime, formatRelative } from '../i18n/format.ts';
import { useNow } from './use-now.ts';

/** How long ago or ahead an instant is; the exact time on hover. Renews itself. */
export function RelativeTime({ at, class: className }: { at: string; class?: string | undefined }) {
  const now = useNow(20_000);
  return (
    <time dateTime={at} title={formatDateTime(at)} class={className}>
      {formatRelative(at, now)}
    </time>
  );
}
