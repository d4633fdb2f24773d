import { generateRouterRtpCapabilities } from 'mediasoup/ortc';
import type { RouterRtpCodecCapability, RtpCapabilities } from 'mediasoup/types';

/** What every router carries: opus, VP8 for simulcast from browsers, constrained-baseline H264 for encoders. */
export const codecs: RouterRtpCodecCapability[] = [
  { kind: 'audio', mimeType: 'audio/opus', clockRate: 48_000, channels: 2 },
  { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000, parameters: { 'x-google-start-bitrate': 1_000 } },
  {
    kind: 'video',
    mimeType: 'video/H264',
    clockRate: 90_000,
    parameters: {
      'packetization-mode': 1,
      'profile-level-id': '42e01f',
      'level-asymmetry-allowed': 1,
      'x-google-start-bitrate': 1_000,
    },
  },
];

/** Rotation as a header extension confuses players that ignore it, so it is not offered. */
const unwanted = new Set(['urn:3gpp:video-orientation']);

/** The same for all routers of all nodes, so it can come with the room before any router exists. */
export function clientCapabilities(): RtpCapabilities {
  const all = generateRouterRtpCapabilities(codecs);
  return { ...all, headerExtensions: (all.headerExtensions ?? []).filter(({ uri }) => !unwanted.has(uri)) };
}
