import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mark } from './marks.js';
import { runPrefix } from './throwaway.js';

/**
 * What the crash tests need to start and kill servers by themselves: where the programs are, and a folder for their data.
 * @param {Record<string, any>} provided parts
 */
export function crashServers(provided) {
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), runPrefix));
  const runFolder = join(folder, 'run');
  mark(runFolder, 'launcher', process.pid);
  const logs = mkdtempSync(join(tmpdir(), 'shelfcast-crash-'));
  const parts = { redis: provided.redis, mongodb: provided.mongodb };
  return {
    env: { CRASH_PARTS: JSON.stringify(parts), CRASH_FOLDER: folder, CRASH_LOGS: logs },
    runFolder,
    /** Logs are kept when they are needed. @param {boolean} keep */
    clear(keep) {
      rmSync(folder, { recursive: true, force: true });
      if (!keep) rmSync(logs, { recursive: true, force: true });
    },
  };
}
