import { setTimeout as wait } from 'node:timers/promises';

/**
 * `node ask-database.js redis|mongodb DEADLINE_MS` with DATABASE_URL: prints the server's version as soon as it answers.
 * A refused connection is asked again until the deadline; then the last error is printed.
 */
const [kind, deadlineMs] = process.argv.slice(2);
// Of a cluster's addresses the first answers for all.
const url = (process.env.DATABASE_URL ?? '').split(',')[0] ?? '';
const until = Date.now() + Number(deadlineMs);
const ask = kind === 'redis' ? askRedis : askMongo;

for (;;) {
  try {
    console.log(await ask());
    process.exit(0);
  } catch (error) {
    const { message } = /** @type {Error} */ (error);
    if (Date.now() > until || !/ECONNREFUSED|LOADING|Connection is closed/.test(message)) {
      console.error(message);
      process.exit(1);
    }
    await wait(50);
  }
}

async function askRedis() {
  const { Redis } = await import('ioredis');
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null, connectTimeout: 5_000 });
  /** @type {Error | undefined} */
  let cause;
  redis.on('error', (error) => (cause = error));
  try {
    await redis.connect();
    return (await redis.info('server')).match(/redis_version:(\S+)/)?.[1];
  } catch (error) {
    throw cause ?? error;
  } finally {
    redis.disconnect();
  }
}

async function askMongo() {
  const { default: mongoose } = await import('mongoose');
  const connection = mongoose.createConnection(url, { serverSelectionTimeoutMS: 2_000, connectTimeoutMS: 5_000 });
  try {
    await connection.asPromise();
    return (await connection.db?.admin().serverInfo())?.version;
  } finally {
    await connection.close();
  }
}
