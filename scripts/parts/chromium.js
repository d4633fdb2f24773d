import { aptInstall, aptWhy } from '../lib/apt.js';
import { Failure } from '../lib/failure.js';
import { givenProgram, hasApt, isExecutable, isRoot, onPath } from '../lib/paths.js';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const apps = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
const waysOut = 'install Chromium or Chrome, or set CHROMIUM_BIN to its program';

/** A Chromium for the browser tests: CHROMIUM_BIN, one that is installed, else Debian's package when root. */
export async function find() {
  const given = givenProgram('CHROMIUM_BIN');
  if (given) return given;
  const path = names.map(onPath).find(Boolean) ?? apps.find(isExecutable);
  if (path) return { ready: true, path, source: path.split('/').at(-1) ?? path, why: 'installed' };
  if (hasApt && isRoot) return { ready: false, source: "Debian's chromium", why: 'none installed and you are root' };
  return { ready: false, missing: true, source: 'nothing', why: waysOut };
}

/** @param {(line: string) => void} progress */
export async function provide(progress) {
  const found = await find();
  if (found.ready) return found;
  if (found.missing) throw new Failure(`none found (${found.why})`, { todo: waysOut });
  await aptInstall(['chromium', 'fonts-noto-cjk'], progress, waysOut);
  return { ready: true, path: /** @type {string} */ (onPath('chromium')), source: 'chromium', why: aptWhy };
}
