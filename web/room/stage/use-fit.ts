import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** Share of the picture that may be cut away to fill the screen. */
const CUT_MAX = 0.3;

/** Whether the video may fill its place or has to be shown whole; follows turning of either. */
export function useFit(
  video: HTMLVideoElement,
  frame: RefObject<HTMLElement | null>,
  isWhole: boolean,
): 'cover' | 'contain' {
  const [fit, setFit] = useState<'cover' | 'contain'>('cover');
  useEffect(() => {
    const place = frame.current?.parentElement;
    if (!place) return undefined;
    const measure = () => {
      const picture = video.videoWidth / video.videoHeight;
      const room = place.clientWidth / place.clientHeight;
      if (!Number.isFinite(picture) || !Number.isFinite(room)) return;
      const cut = 1 - Math.min(picture / room, room / picture);
      setFit(cut <= (isWhole ? 0.02 : CUT_MAX) ? 'cover' : 'contain');
    };
    const observer = new ResizeObserver(measure);
    measure();
    observer.observe(place);
    video.addEventListener('resize', measure);
    video.addEventListener('loadedmetadata', measure);
    return () => {
      observer.disconnect();
      video.removeEventListener('resize', measure);
      video.removeEventListener('loadedmetadata', measure);
    };
  }, [isWhole]);
  return fit;
}
