import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';

/** The fill is so blurred that a few pictures per second are enough. */
const EVERY_MS = 400;

/** Paints the video small into a canvas that CSS blows up and blurs. */
export function useBlurredFill(
  video: HTMLVideoElement,
  canvas: RefObject<HTMLCanvasElement | null>,
  isOn: boolean,
): void {
  useEffect(() => {
    const pen = canvas.current?.getContext('2d');
    if (!isOn || !pen) return undefined;
    const paint = () => {
      if (video.readyState >= 2 && !document.hidden) {
        pen.drawImage(video, 0, 0, pen.canvas.width, pen.canvas.height);
      }
    };
    paint();
    const timer = setInterval(paint, EVERY_MS);
    return () => clearInterval(timer);
  }, [isOn]);
}
