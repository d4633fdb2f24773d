import { cx } from './cx.ts';
import './avatar.css';

export interface AvatarProps {
  name: string;
  /** Picture address; the first letter stands in when there is none. */
  src?: string | undefined;
  /** Edge in px. */
  size?: number | undefined;
  /** A ring around it: live now. */
  live?: boolean | undefined;
  class?: string | undefined;
}

/** A round picture of a person or channel; decoration, the name stands beside it. */
export function Avatar({ name, src, size = 40, live, class: className }: AvatarProps) {
  const edge = `${size}px`;
  return (
    <span
      class={cx('ui-avatar', live && 'ui-avatar-live', `ui-avatar-${hue(name)}`, className)}
      style={{ width: edge, height: edge, fontSize: `${Math.round(size * 0.42)}px` }}
      aria-hidden="true"
    >
      {src ? (
        <img src={src} alt="" width={size} height={size} loading="lazy" />
      ) : (
        Array.from(name.trim())[0]?.toUpperCase()
      )}
    </span>
  );
}

/** The same name has the same colour everywhere. */
function hue(name: string): number {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 997;
  return sum % 6;
}
