import type { Router, WebRtcTransport } from 'mediasoup/types';
import { AppError } from '#src/contract/errors.ts';
import type { TransportParameters } from '#src/contract/media.ts';
import { guarded } from './errors.ts';
import { mediaPolicy } from './policy.ts';
import type { PoolWorker } from './worker-pool.ts';

/** A router with the worker it lives on. */
export interface PlacedRouter {
  readonly router: Router;
  readonly on: PoolWorker;
}

/** A WebRTC transport on the worker's one port. @throws MEDIA_UNAVAILABLE */
export async function createTransport({ router, on }: PlacedRouter): Promise<WebRtcTransport> {
  const transport = await guarded(() =>
    router.createWebRtcTransport({
      webRtcServer: on.server,
      enableUdp: true,
      enableTcp: true,
      preferUdp: true,
      initialAvailableOutgoingBitrate: mediaPolicy.initialOutgoingBitrate,
      iceConsentTimeout: 20,
    }),
  ).catch((error: unknown) => {
    throw router.closed ? routerGone(error) : error;
  });
  if (!router.closed) return transport;
  // mediasoup hands it out even when the router was closed meanwhile, and would never close it.
  transport.close();
  throw routerGone();
}

const routerGone = (cause?: unknown) => new AppError('MEDIA_UNAVAILABLE', { retryAfterMs: 1_000, cause });

/** What a browser needs to connect to it. */
export function transportParameters(transport: WebRtcTransport, iceServers: readonly unknown[]): TransportParameters {
  const { id, iceParameters, iceCandidates, dtlsParameters } = transport;
  return { id, iceParameters, iceCandidates, dtlsParameters, iceServers: [...iceServers] };
}

/** Calls once when the far side is gone: DTLS ended, consent to send ran out, or the router closed. */
export function onLost(transport: WebRtcTransport, listener: () => void): void {
  let told = false;
  const tell = () => {
    if (told) return;
    told = true;
    listener();
  };
  transport.on('dtlsstatechange', (state) => (state === 'closed' || state === 'failed') && tell());
  transport.on('icestatechange', (state) => (state === 'disconnected' || state === 'closed') && tell());
  transport.observer.once('close', tell);
}
