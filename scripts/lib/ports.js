import { createServer } from 'node:net';
import { Failure } from './failure.js';

/** A free loopback port picked by the system. @returns {Promise<number>} */
export async function freePort() {
  const port = await listen(0, '127.0.0.1');
  if (port === undefined) throw new Failure('the system gives no free port');
  return port;
}

/**
 * The port of the service: the wanted one or, when nobody asked for a certain one, the next that is free.
 * @param {string | undefined} wish variable PORT @param {string} host where it will listen
 */
export async function choosePort(wish, host) {
  const wanted = Number(wish || 3000);
  if (!Number.isInteger(wanted) || wanted < 1 || wanted > 65_535)
    throw new Failure(`PORT is ${JSON.stringify(wish)}`, {
      todo: 'set it to a number from 1 to 65535, or leave it out',
    });
  const port = await nextFreePort(wanted, host);
  if (port === wanted) return port;
  if (wish)
    throw new Failure(`port ${wanted} is taken`, { todo: 'set PORT to another one, or end the program that uses it' });
  if (port === undefined) throw new Failure(`no free port from ${wanted} on`, { todo: 'set PORT to a free one' });
  console.log(`  port ${wanted} is taken, using ${port}`);
  return port;
}

/** The wanted port, or the next free one within a hundred. @param {number} wanted @param {string} [host] @returns {Promise<number | undefined>} */
export async function nextFreePort(wanted, host = '127.0.0.1') {
  for (let port = wanted; port < wanted + 100 && port <= 65_535; port += 1) {
    // A program on another address of the same port would be reached by "localhost" in its place.
    if ((await listen(port, host)) !== undefined && (await isSilent(port))) return port;
  }
  return undefined;
}

/** True when nothing listens on the port's IPv6 loopback; so is a system without IPv6. @param {number} port */
async function isSilent(port) {
  return (await listen(port, '::1', 'EADDRINUSE')) !== undefined;
}

/** @param {number} port @param {string} host @param {string} [only] the one error that counts @returns {Promise<number | undefined>} undefined when it is taken */
function listen(port, host, only) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) =>
      resolve(only && error.code !== only ? port : undefined),
    );
    server.listen(port, host, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : undefined));
    });
  });
}
