import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createWorker } from 'mediasoup';
import type { Producer, WebRtcTransport } from 'mediasoup/types';
import { codecs } from '#media/capabilities.ts';

const page = '<!doctype html><video muted playsinline></video><script type="module" src="/page.js"></script>';

/** The server of the bare page: one router, no rooms, no checks. */
export async function startBareServer(script: string): Promise<{ url: string; close(): void }> {
  const workerBin = process.env['MEDIASOUP_WORKER_BIN'];
  const worker = await createWorker({ logLevel: 'warn', ...(workerBin && { workerBin }) });
  const router = await worker.createRouter({ mediaCodecs: codecs });
  const transports = new Map<string, WebRtcTransport>();
  const producers: Producer[] = [];
  const resumes = new Map<string, (() => Promise<void>)[]>();
  const listenInfos = [{ protocol: 'udp' as const, ip: '127.0.0.1' }];

  const verbs: Record<string, (body: any) => unknown> = {
    '/capabilities': () => router.rtpCapabilities,
    '/transport': async () => {
      const transport = await router.createWebRtcTransport({ listenInfos });
      transports.set(transport.id, transport);
      const { id, iceParameters, iceCandidates, dtlsParameters } = transport;
      return { id, iceParameters, iceCandidates, dtlsParameters };
    },
    '/connect': ({ id, dtlsParameters }) =>
      transports
        .get(id)!
        .connect({ dtlsParameters })
        .then(() => ({})),
    '/produce': async ({ id, kind, rtpParameters }) => {
      const producer = await transports.get(id)!.produce({ kind, rtpParameters });
      producers.push(producer);
      return { id: producer.id };
    },
    '/consume': async ({ id, rtpCapabilities }) => {
      const consumers = await Promise.all(
        producers.map((producer) =>
          transports.get(id)!.consume({ producerId: producer.id, rtpCapabilities, paused: true }),
        ),
      );
      resumes.set(
        id,
        consumers.map((consumer) => () => consumer.resume()),
      );
      return consumers.map(({ id: consumerId, producerId, kind, rtpParameters }) => ({
        id: consumerId,
        producerId,
        kind,
        rtpParameters,
      }));
    },
    '/resume': ({ id }) => Promise.all(resumes.get(id)!.map((resume) => resume())).then(() => ({})),
  };

  const answer = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const path = new URL(req.url ?? '/', 'http://bare').pathname;
    if (path === '/page.js') {
      res.setHeader('content-type', 'text/javascript').end(await readFile(script));
    } else if (req.method === 'GET') {
      res.setHeader('content-type', 'text/html').end(page);
    } else {
      const body = Buffer.concat(await req.toArray()).toString() || '{}';
      res.setHeader('content-type', 'application/json').end(JSON.stringify(await verbs[path]!(JSON.parse(body))));
    }
  };
  const server = createServer((req, res) => void answer(req, res));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.close();
      server.closeAllConnections();
      worker.close();
    },
  };
}
