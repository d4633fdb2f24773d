import { Package } from 'lucide';
import { useState } from 'preact/hooks';
import { cx } from './cx.ts';
import { Icon } from './icon.tsx';
import './picture.css';

/** Address of an uploaded file. */
export function fileUrl(id: string): string {
  return `/api/files/${id}`;
}

export interface PictureProps {
  /** Id of the uploaded file; a placeholder stands in when there is none or it cannot be loaded. */
  id?: string | undefined;
  /** What is to be seen; empty when the words beside it say the same. */
  alt: string;
  /** Edge in px of a square; without it the picture fills its container's width. */
  size?: number | undefined;
  /** Width by height as CSS writes it, `1 / 1` by default. */
  ratio?: string | undefined;
  class?: string | undefined;
}

/** A product's or room's picture in a fixed frame, so that nothing jumps while it loads. */
export function Picture({ id, alt, size, ratio = '1 / 1', class: className }: PictureProps) {
  const [failed, setFailed] = useState<string | undefined>(undefined);
  return (
    <span class={cx('ui-picture', className)} style={{ width: size && `${size}px`, aspectRatio: ratio }}>
      {id && failed !== id ? (
        <img src={fileUrl(id)} alt={alt} loading="lazy" decoding="async" onError={() => setFailed(id)} />
      ) : (
        <Icon node={Package} size={Math.min(32, (size ?? 72) * 0.45)} label={alt || undefined} />
      )}
    </span>
  );
}
