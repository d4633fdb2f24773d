import { STRIP_BLOCKS, STRIP_HEIGHT, decodeStrip } from './strip.ts';

/** Reads the strip from a playing video by drawing its frame; undefined when it is not a test picture. */
export function readStrip(video: HTMLVideoElement): number | undefined {
  const { videoWidth, videoHeight } = video;
  if (!videoWidth || !videoHeight) return undefined;
  const height = Math.max(1, Math.round(videoHeight * STRIP_HEIGHT));
  const canvas = new OffscreenCanvas(videoWidth, height);
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  context.drawImage(video, 0, videoHeight - height, videoWidth, height, 0, 0, videoWidth, height);
  const { data } = context.getImageData(0, Math.floor(height / 2), videoWidth, 1);
  const blocks = Array.from({ length: STRIP_BLOCKS }, (_, index) => {
    const x = Math.floor(((index + 0.5) * videoWidth) / STRIP_BLOCKS);
    return data[x * 4]! > 127;
  });
  return decodeStrip(blocks);
}
