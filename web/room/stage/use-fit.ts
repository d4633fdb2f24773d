import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** Share of the picture that may be cut away to fill the screen. */
const CUT_MAX = 0.3;

/** Whether the video may fill its place or has to be shown whole; follows turning of either. */
export function useFit(video: RefObject<HTMLVideoElement | null>, isWhole: boolean): 'cover' | 'contain' {
  const [fit, setFit] = useState<'cover' | 'contain'>('cover');
  useEffect(() => {
    const element = video.current;
    const place = element?.parentElement;
    if (!element || !place) return undefined;
    const measure = () => {
      const picture = element.videoWidth / element.videoHeight;
      const room = place.clientWidth / place.clientHeight;
      if (!Number.isFinite(picture) || !Number.isFinite(room)) return;
      const cut = 1 - Math.min(picture / room, room / picture);
      setFit(cut <= (isWhole ? 0.02 : CUT_MAX) ? 'cover' : 'contain');
    };
    const observer = new ResizeObserver(measure);
    observer.observe(place);
    element.addEventListener('resize', measure);
    element.addEventListener('loadedmetadata', measure);
    return () => {
      observer.disconnect();
      element.removeEventListener('resize', measure);
      element.removeEventListener('loadedmetadata', measure);
    };
  }, [isWhole]);
  return fit;
}
