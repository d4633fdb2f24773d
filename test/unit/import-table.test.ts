import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Per place: imports that must be refused, and imports that must pass. */
const table: Record<string, { refused: string[]; allowed: string[] }> = {
  'src/contract/thing.ts': {
    refused: ['express', '../platform/log.ts', '#src/deps.ts', 'node:fs', 'uuid'],
    allowed: ['zod', './ids.ts'],
  },
  'src/shops/rules.ts': {
    refused: ['node:fs', 'uuid', './model.ts', '#src/deps.ts', '#src/rooms/rules.ts', 'zod'],
    allowed: ['#src/contract/shops.ts', './policy.ts'],
  },
  'src/shops/link-shop.ts': {
    refused: [
      'express',
      'socket.io',
      'bullmq',
      'ioredis',
      'mongoose',
      'mediasoup',
      '#src/rooms/model.ts',
      '#src/stock/store.ts',
      '#src/accounts/session-model.ts',
      '../rooms/model.ts',
      '#src/compose.ts',
      '#workers/run.ts',
    ],
    allowed: ['#src/contract/shops.ts', './rules.ts', './model.ts', '#src/rooms/pin-item.ts', '#src/deps.ts', 'uuid'],
  },
  'src/rooms/feed/feeds.ts': { refused: ['../../shops/model.ts', 'socket.io'], allowed: ['../model.ts', './tail.ts'] },
  'src/shops/http.ts': {
    refused: ['express', 'mongoose', '#src/rooms/model.ts'],
    allowed: ['./link-shop.ts', './model.ts'],
  },
  'src/shops/socket.ts': { refused: ['socket.io', '#src/rooms/store.ts'], allowed: ['./link-shop.ts'] },
  'src/shops/model.ts': {
    refused: ['express', 'ioredis', '#src/rooms/model.ts'],
    allowed: ['mongoose', '#src/platform/mongo.ts'],
  },
  'src/shops/store.ts': { refused: ['ioredis', 'mongoose'], allowed: ['#src/platform/lua.ts'] },
  'src/platform/thing.ts': {
    refused: ['../accounts/register.ts', '#src/rooms/model.ts', '../deps.ts', '../app.ts', '#media/stage.ts'],
    allowed: ['../contract/errors.ts', '../config.ts', './edge/limits.ts', 'ioredis', 'express'],
  },
  'src/platform/edge/thing.ts': {
    refused: ['../../accounts/model.ts', '../../compose.ts', '../../deps.ts'],
    allowed: ['../../contract/errors.ts', '../../config.ts', '../log.ts', '../room-log/room-log.ts'],
  },
  'media/stage.ts': {
    refused: ['express', '#src/rooms/rules.ts', '../src/contract/media.ts', '#workers/run.ts', '#src/deps.ts'],
    allowed: ['mediasoup', '#src/contract/media.ts', '#src/platform/log.ts', './pool.ts', 'node:events'],
  },
  'workers/orders.ts': {
    refused: ['express', 'socket.io', 'mongoose', '#media/stage.ts', '#src/orders/http.ts', '#src/orders/model.ts'],
    allowed: ['bullmq', '#src/orders/create-order.ts', '#src/contract/jobs.ts'],
  },
  'web/room/app.tsx': {
    refused: [
      '#src/contract/rooms.ts',
      '../../src/rooms/rules.ts',
      'node:fs',
      'express',
      'socket.io',
      '../../sdk/src/room.ts',
    ],
    allowed: [
      '../../src/contract/rooms.ts',
      '../../sdk/src/index.ts',
      '../ui/button.tsx',
      'preact',
      'socket.io-client',
      'mediasoup-client',
    ],
  },
  'sdk/src/room.ts': {
    refused: ['uuid', 'zod', 'socket.io', '@preact/signals', 'node:fs', '#src/deps.ts', '../../src/contract/rooms.ts'],
    allowed: [
      'socket.io-client',
      './value.ts',
      '../../src/contract/room-client.ts',
      '../../src/contract/room-state.ts',
    ],
  },
  'src/app.ts': { refused: [], allowed: ['express', './shops/model.ts', './compose.ts'] },
  'workers/main.ts': { refused: [], allowed: ['#src/start-process.ts', '#src/compose.ts'] },
};

const typesAllowed: Record<string, string[]> = {
  'src/shops/store.ts': ['ioredis'],
  'src/shops/http.ts': ['express'],
  'src/shops/rules.ts': ['./model.ts', '#src/rooms/authorize.ts'],
};

let folder: string;
const reported = new Map<string, Set<number>>();
const linesOf = (place: string) => {
  const { refused, allowed } = table[place]!;
  const values = [...refused, ...allowed].map((from, index) => `import v${index} from '${from}';`);
  return [...values, ...(typesAllowed[place] ?? []).map((from, index) => `import type T${index} from '${from}';`)];
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'import-table-'));
  cpSync(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
  for (const place of Object.keys(table)) {
    mkdirSync(dirname(join(folder, place)), { recursive: true });
    writeFileSync(join(folder, place), `${linesOf(place).join('\n')}\n`);
  }
  const { stdout } = spawnSync(process.execPath, [join(root, 'node_modules/oxlint/bin/oxlint'), '-f', 'json', '.'], {
    cwd: folder,
    encoding: 'utf8',
  });
  const { diagnostics } = JSON.parse(stdout) as {
    diagnostics: { code: string; filename: string; labels: { span: { line: number } }[] }[];
  };
  for (const { code, filename, labels } of diagnostics) {
    if (code !== 'eslint(no-restricted-imports)') continue;
    const lines = reported.get(filename) ?? new Set();
    reported.set(filename, lines.add(labels[0]!.span.line));
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the linter enforces who may import what', () => {
  it.each(Object.keys(table))('%s', (place) => {
    const lines = linesOf(place);
    const refused = lines.filter((_, index) => reported.get(place)?.has(index + 1));
    expect(refused).toEqual(lines.slice(0, table[place]!.refused.length));
  });
});
