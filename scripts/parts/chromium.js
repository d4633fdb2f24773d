import { aptInstall, aptWhy } from '../lib/apt.js';
import { hasApt, isExecutable, isRoot, onPath } from '../lib/paths.js';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const apps = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
const waysOut = 'install Chromium or Chrome, or set CHROMIUM_BIN to its program';

/** A Chromium for the browser tests: CHROMIUM_BIN, one that is installed, else Debian's package when root. */
export async function find() {
  const set = process.env.CHROMIUM_BIN;
  if (set) return { ready: true, path: set, source: 'CHROMIUM_BIN', why: 'it is set' };
  const path = names.map(onPath).find(Boolean) ?? apps.find(isExecutable);
  if (path) return { ready: true, path, source: path.split('/').at(-1) ?? path, why: 'installed' };
  if (hasApt && isRoot) return { ready: false, source: "Debian's chromium", why: 'none installed and you are root' };
  return { ready: false, missing: true, source: 'nothing', why: waysOut };
}

/** @param {(line: string) => void} progress */
export async function provide(progress) {
  const found = await find();
  if (found.ready) return found;
  await aptInstall(['chromium', 'fonts-noto-cjk'], progress, waysOut);
  return { ready: true, path: /** @type {string} */ (onPath('chromium')), source: 'chromium', why: aptWhy };
}
