import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** A line to a server that can be stopped and ended in the middle of a message. */
export interface CutLine {
  /** The given address, by way of this line. */
  url: string;
  /** From now on nothing of what clients send is taken. */
  stall(): void;
  /** Ends all connections as a server does that goes away in good order. */
  end(): void;
  close(): void;
}

export async function openCutLine(target: string): Promise<CutLine> {
  const { hostname, port } = new URL(target);
  const clients = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    clients.add(client);
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      from.on('data', (bytes) => void to.write(bytes));
      // Whoever is cut off hears of it by 'close'.
      from.on('error', () => {});
      from.on('close', () => to.destroy());
    }
    client.on('close', () => clients.delete(client));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(target);
  url.port = String((server.address() as AddressInfo).port);
  // Otherwise the driver goes on with the address the server tells of itself.
  url.searchParams.set('directConnection', 'true');
  return {
    url: url.href,
    stall() {
      for (const client of clients) client.pause();
    },
    end() {
      for (const client of clients) client.end().resume();
    },
    close() {
      server.close();
      for (const client of clients) client.destroy();
    },
  };
}
