import { createServer } from 'node:net';

/** A free loopback port picked by the system. @returns {Promise<number>} */
export async function freePort() {
  const port = await listen(0);
  if (port === undefined) throw new Error('the system gives no free port');
  return port;
}

/** The wanted port, or the next free one within a hundred. @param {number} wanted @returns {Promise<number | undefined>} */
export async function nextFreePort(wanted) {
  for (let port = wanted; port < wanted + 100 && port <= 65_535; port += 1) {
    if ((await listen(port)) !== undefined) return port;
  }
  return undefined;
}

/** @param {number} port @returns {Promise<number | undefined>} undefined when it is taken */
function listen(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : undefined));
    });
  });
}
