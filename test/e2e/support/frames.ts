import type { Page } from 'playwright-core';
import { decodeStrip, STRIP_BLOCKS, STRIP_HEIGHT } from '../../../web/media/strip.ts';

/** Waits until the room's video has presented this many further frames; answers how many it has presented in all. */
export async function untilFrames(page: Page, count: number): Promise<number> {
  return page.getByTestId('video').evaluate(
    (element, wanted) =>
      new Promise<number>((resolve) => {
        const video = element as HTMLVideoElement;
        let seen = 0;
        const next = (_now: number, { presentedFrames }: VideoFrameCallbackMetadata) => {
          seen += 1;
          if (seen >= wanted) resolve(presentedFrames);
          else video.requestVideoFrameCallback(next);
        };
        video.requestVideoFrameCallback(next);
      }),
    count,
  );
}

/** The clock drawn into the test picture, read back from the frame on the screen: when the host drew it, in ms. */
export async function readClock(page: Page): Promise<number> {
  for (;;) {
    const blocks = await page.getByTestId('video').evaluate(
      (element, { count, share }) => {
        const video = element as HTMLVideoElement;
        const height = Math.max(1, Math.round(video.videoHeight * share));
        const canvas = new OffscreenCanvas(video.videoWidth, height);
        const pen = canvas.getContext('2d');
        if (!pen) return [];
        const { videoWidth, videoHeight } = video;
        pen.drawImage(video, 0, videoHeight - height, videoWidth, height, 0, 0, videoWidth, height);
        const { data } = pen.getImageData(0, Math.floor(height / 2), videoWidth, 1);
        return Array.from({ length: count }, (_, index) => {
          const x = Math.floor(((index + 0.5) * videoWidth) / count);
          return (data[x * 4] ?? 0) > 127;
        });
      },
      { count: STRIP_BLOCKS, share: STRIP_HEIGHT },
    );
    const clock = decodeStrip(blocks);
    // A frame may be damaged on its way; the next one is read instead.
    if (clock !== undefined) return clock;
    await untilFrames(page, 1);
  }
}
