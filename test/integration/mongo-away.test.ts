import { afterEach, expect, it } from 'vitest';
import { connectMongo, insertAll } from '#src/platform/mongo.ts';
import type { Mongo } from '#src/platform/mongo.ts';
import { createLog } from '#src/platform/log.ts';
import { openCutLine } from '../support/cut-line.ts';
import type { CutLine } from '../support/cut-line.ts';
import { servicesFromEnv } from '../support/service.ts';

let line: CutLine;
let mongo: Mongo;
afterEach(async () => {
  line.close();
  await mongo.close(true);
});

/** Far more than a socket takes at once. */
const documents = (name: string) =>
  Array.from({ length: 500 }, (_, at) => ({ _id: `${name} ${at}`, text: 'x'.repeat(20_000) }));

it('a large write whose connection ends in the middle of it ends too, and the next one succeeds', async () => {
  line = await openCutLine(servicesFromEnv().MONGODB_URI);
  mongo = await connectMongo(line.url, createLog({ level: 'silent', name: 'test', nodeId: 'test' }), {
    dbName: `cut-${Date.now()}`,
  });
  const writes = mongo.collection('writes');
  await insertAll(writes, documents('before').slice(0, 1));
  line.stall();
  const cut = insertAll(writes, documents('cut'), 1_000);
  // Begun before the line ends, so that its first bytes are on their way.
  await new Promise((resolve) => setImmediate(resolve));
  line.end();
  await expect(cut).rejects.toThrow();
  expect(await insertAll(writes, documents('after'))).toEqual(new Map());
  expect(await writes.countDocuments({ _id: /^after/ as never })).toBe(500);
});
