import type { RefObject } from 'preact';
import { useRef } from 'preact/hooks';

/** Pulled further than this many px, the sheet closes on release. */
const FAR = 96;
/** A flick faster than this many px per ms closes it as well. */
const FAST = 0.6;

interface PullDown {
  panel: RefObject<HTMLDivElement | null>;
  handle: Record<'onPointerDown' | 'onPointerMove' | 'onPointerUp' | 'onPointerCancel', (event: PointerEvent) => void>;
}

/** Lets a finger pull a bottom sheet down by its head to close it; a mouse has the cross and the backdrop. */
export function usePullDown(onClose: () => void): PullDown {
  const panel = useRef<HTMLDivElement>(null);
  const start = useRef<{ y: number; at: number } | undefined>(undefined);

  const move = (y: number) => {
    if (panel.current) panel.current.style.transform = y > 0 ? `translateY(${y}px)` : '';
  };
  const release = () => {
    start.current = undefined;
    move(0);
  };
  return {
    panel,
    handle: {
      onPointerDown: (event) => {
        if (event.pointerType !== 'touch' || (event.target as Element).closest('button')) return;
        // A side panel is as high as the window and has nowhere to be pulled to.
        if ((panel.current?.getBoundingClientRect().top ?? 0) <= 0) return;
        start.current = { y: event.clientY, at: event.timeStamp };
        (event.currentTarget as Element).setPointerCapture(event.pointerId);
      },
      onPointerMove: (event) => {
        if (start.current) move(event.clientY - start.current.y);
      },
      onPointerUp: (event) => {
        if (!start.current) return;
        const way = event.clientY - start.current.y;
        const speed = way / Math.max(1, event.timeStamp - start.current.at);
        release();
        if (way > FAR || (way > 24 && speed > FAST)) onClose();
      },
      onPointerCancel: release,
    },
  };
}
