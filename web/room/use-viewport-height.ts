import { useEffect, useState } from 'preact/hooks';

/** Height of what is really seen, as CSS: with a keyboard that lies over the page (iOS) less than the page's own. */
export function useViewportHeight(): string {
  const [height, setHeight] = useState('100dvh');
  useEffect(() => {
    const viewport = window.visualViewport;
    if (!viewport) return undefined;
    const measure = () => {
      // Pinch zoom makes it smaller too, but then nothing is to move.
      const isCovered = viewport.scale === 1 && window.innerHeight - viewport.height > 80;
      setHeight(isCovered ? `${Math.round(viewport.height)}px` : '100dvh');
      if (isCovered) window.scrollTo(0, 0);
    };
    viewport.addEventListener('resize', measure);
    return () => viewport.removeEventListener('resize', measure);
  }, []);
  return height;
}
