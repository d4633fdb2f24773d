import type { CommandPayload } from '#src/contract/commands.ts';

type Produce = CommandPayload<'media:produce'>;

/** What a browser would send for one VP8 camera track in three layers, and for a microphone. */
export const sending: Record<'video' | 'audio', Pick<Produce, 'kind' | 'source' | 'rtpParameters'>> = {
  video: {
    kind: 'video',
    source: 'camera',
    rtpParameters: {
      mid: '0',
      codecs: [{ mimeType: 'video/VP8', payloadType: 96, clockRate: 90_000, rtcpFeedback: [{ type: 'nack' }] }],
      headerExtensions: [{ uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', id: 1 }],
      encodings: [{ rid: 'r0' }, { rid: 'r1' }, { rid: 'r2' }],
      rtcp: { cname: 'test' },
    },
  },
  audio: {
    kind: 'audio',
    source: 'microphone',
    rtpParameters: {
      mid: '1',
      codecs: [{ mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2 }],
      encodings: [{ ssrc: 22_222 }],
      rtcp: { cname: 'test' },
    },
  },
};

/** Of the right form; no handshake follows in these tests. */
export const dtlsParameters: CommandPayload<'media:connect'>['dtlsParameters'] = {
  role: 'client',
  fingerprints: [{ algorithm: 'sha-256', value: Array.from({ length: 32 }, () => 'AB').join(':') }],
};
