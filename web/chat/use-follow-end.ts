import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/** Within this of the end counts as being at the end, in px. */
const NEAR_PX = 24;

interface FollowedEnd {
  box: RefObject<HTMLDivElement | null>;
  onScroll: () => void;
  /** Lines that came while one had scrolled up. */
  unseen: number;
  toEnd: () => void;
}

/** A list of lines that follows the newest one, and stays where it is for those who have scrolled up. */
export function useFollowEnd(lines: readonly { messageId: string; isPending?: boolean }[]): FollowedEnd {
  const box = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const lastSeen = useRef<string | undefined>(undefined);
  const [unseen, setUnseen] = useState(0);
  const newest = lines.at(-1)?.messageId;

  const toEnd = () => {
    isAtEnd.current = true;
    lastSeen.current = newest;
    setUnseen(0);
    box.current?.scrollTo({ top: box.current.scrollHeight });
  };
  useLayoutEffect(() => {
    if (isAtEnd.current || lines.at(-1)?.isPending) toEnd();
    else setUnseen(lines.length - 1 - lines.findLastIndex(({ messageId }) => messageId === lastSeen.current));
  }, [newest, lines.length]);
  useResize(box, () => isAtEnd.current && toEnd());
  const onScroll = () => {
    const { scrollHeight = 0, scrollTop = 0, clientHeight = 0 } = box.current ?? {};
    const wasAtEnd = isAtEnd.current;
    isAtEnd.current = scrollHeight - scrollTop - clientHeight < NEAR_PX;
    if (isAtEnd.current) setUnseen(0);
    else if (wasAtEnd) lastSeen.current = newest;
  };
  return { box, onScroll, unseen, toEnd };
}

function useResize(box: RefObject<HTMLElement | null>, onResize: () => void): void {
  const latest = useRef(onResize);
  latest.current = onResize;
  useLayoutEffect(() => {
    if (!box.current) return undefined;
    const observer = new ResizeObserver(() => latest.current());
    observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
}
