import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { mediaPolicy } from '#media/policy.ts';
import { goLive, planShow, teaSet } from '../test/e2e/support/show.ts';
import { openWorld } from '../test/e2e/support/world.ts';
import { startBareServer } from './first-frame/bare-server.ts';
import { median, printLine } from './report.ts';

/** Time from opening a page to the first decoded frame: the room page against a bare mediasoup page, alternating. */
const TRIES = 10;

const folder = mkdtempSync(join(tmpdir(), 'first-frame-'));
await build({
  configFile: false,
  logLevel: 'warn',
  build: {
    outDir: folder,
    target: 'esnext',
    rollupOptions: {
      input: fileURLToPath(new URL('./first-frame/bare-page.ts', import.meta.url)),
      output: { entryFileNames: 'page.js' },
    },
  },
});

/** Opens the address with an empty cache and waits for the first frame; milliseconds since the navigation began. */
async function firstFrame(browser: Browser, url: string): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  try {
    const page = await context.newPage();
    // A host is asked for one key frame a second, so the visit before must not be measured with this one.
    await pause(mediaPolicy.keyFrameRequestDelay);
    await page.addInitScript(() => {
      const seen = setInterval(() => {
        const video = document.querySelector('video');
        if (!video) return;
        clearInterval(seen);
        video.requestVideoFrameCallback((now) => ((window as { firstFrame?: number }).firstFrame = now));
      }, 1);
    });
    await page.goto(url);
    const handle = await page.waitForFunction(() => (window as { firstFrame?: number }).firstFrame, undefined, {
      timeout: 30_000,
      polling: 20,
    });
    return (await handle.jsonValue()) as number;
  } finally {
    await context.close();
  }
}

async function publishBare(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/?publish`);
  await page.waitForFunction(() => document.title === 'sending');
}

const world = await openWorld();
const bare = await startBareServer(join(folder, 'page.js'));
try {
  const sender = await world.browser.newContext({ permissions: ['camera', 'microphone'] });
  await publishBare(await sender.newPage(), bare.url);
  const show = await planShow(world, [teaSet]);
  await goLive(world, show);
  const times = { ours: [] as number[], baseline: [] as number[] };
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    times.ours.push(await firstFrame(world.browser, `${world.service.url}/room/${show.roomId}`));
    times.baseline.push(await firstFrame(world.browser, bare.url));
    console.log(
      `${String(attempt).padStart(2)}  ours ${times.ours.at(-1)!.toFixed(0).padStart(6)} ms   bare ${times.baseline.at(-1)!.toFixed(0).padStart(6)} ms`,
    );
  }
  const [ours, baseline] = [median(times.ours), median(times.baseline)];
  console.log(`median: ours ${ours.toFixed(0)} ms, bare ${baseline.toFixed(0)} ms`);
  printLine({ bench: 'first-frame', ours, baseline, unit: 'ms' });
} finally {
  bare.close();
  await world.close();
  rmSync(folder, { recursive: true });
}
process.exit(0);
