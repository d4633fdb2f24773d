import { setTimeout as wait } from 'node:timers/promises';
import { Redis } from 'ioredis';

/** `node join-cluster.js URL#BUS_PORT...`: gives each master its share of the slots, makes them meet, waits until all serve. */
const SLOTS = 16_384;
const until = Date.now() + 30_000;
const masters = process.argv.slice(2).map((text) => {
  const url = new URL(text);
  const redis = new Redis(Number(url.port), '127.0.0.1', { retryStrategy: () => 100, maxRetriesPerRequest: null });
  redis.on('error', () => {});
  return { redis, port: url.port, busPort: url.hash.slice(1) };
});

const [first] = masters;
for (const [index, { redis, port, busPort }] of masters.entries()) {
  const from = Math.floor((SLOTS * index) / masters.length);
  const to = Math.floor((SLOTS * (index + 1)) / masters.length) - 1;
  await redis.call('CLUSTER', 'ADDSLOTSRANGE', from, to);
  await redis.call('CLUSTER', 'SET-CONFIG-EPOCH', index + 1);
  if (index > 0) await first?.redis.call('CLUSTER', 'MEET', '127.0.0.1', port, busPort);
}
for (const { redis } of masters) {
  while (!(await knowsAll(redis))) {
    if (Date.now() > until) throw new Error(String(await redis.call('CLUSTER', 'INFO')));
    await wait(50);
  }
  redis.disconnect();
}

/** @param {Redis} redis */
async function knowsAll(redis) {
  const info = String(await redis.call('CLUSTER', 'INFO'));
  return info.includes('cluster_state:ok') && info.includes(`cluster_known_nodes:${masters.length}`);
}
