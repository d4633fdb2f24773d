import type { Router, WebRtcTransport } from 'mediasoup/types';
import type { TransportParameters } from '#src/contract/media.ts';
import { mediaPolicy } from './policy.ts';
import type { PoolWorker } from './worker-pool.ts';

/** A router with the worker it lives on. */
export interface PlacedRouter {
  readonly router: Router;
  readonly on: PoolWorker;
}

/** A WebRTC transport on the worker's one port. */
export function createTransport({ router, on }: PlacedRouter): Promise<WebRtcTransport> {
  return router.createWebRtcTransport({
    webRtcServer: on.server,
    enableUdp: true,
    enableTcp: true,
    preferUdp: true,
    initialAvailableOutgoingBitrate: mediaPolicy.initialOutgoingBitrate,
    iceConsentTimeout: 20,
  });
}

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
