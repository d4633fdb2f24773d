import { z } from 'zod';
import { id } from './ids.ts';

/** What publishes: a camera, a shared screen, the built-in test picture, or sound. */
export const mediaSource = z.enum(['camera', 'screen', 'test', 'microphone']);
export type MediaSource = z.infer<typeof mediaSource>;
export const mediaKind = z.enum(['audio', 'video']);

const session = z.string().min(1).max(64);
const short = z.string().max(200);
const parameters = z.record(z.string().max(64), z.union([z.string().max(400), z.number()]));

const rtcpFeedback = z.object({ type: z.string().max(40), parameter: z.string().max(40).optional() });
const headerExtension = z.object({
  uri: short,
  id: z.number().int().min(1).max(255),
  encrypt: z.boolean().optional(),
  parameters: parameters.optional(),
});

const codec = {
  mimeType: z.string().max(40),
  clockRate: z.number().int().min(1).max(1_000_000),
  channels: z.number().int().min(1).max(8).optional(),
  parameters: parameters.optional(),
  rtcpFeedback: z.array(rtcpFeedback).max(16).optional(),
};

/** What a receiver can decode, as mediasoup-client reports it. */
export const rtpCapabilities = z.object({
  codecs: z
    .array(z.object({ kind: mediaKind, preferredPayloadType: z.number().int().min(0).max(127).optional(), ...codec }))
    .max(60)
    .optional(),
  headerExtensions: z
    .array(
      z.object({
        kind: mediaKind,
        uri: short,
        preferredId: z.number().int().min(1).max(255),
        preferredEncrypt: z.boolean().optional(),
        direction: z.enum(['sendrecv', 'sendonly', 'recvonly', 'inactive']).optional(),
      }),
    )
    .max(60)
    .optional(),
});

/** What a sender sends, as mediasoup-client reports it. */
export const rtpParameters = z.object({
  mid: z.string().max(20).optional(),
  msid: short.optional(),
  codecs: z
    .array(z.object({ payloadType: z.number().int().min(0).max(127), ...codec }))
    .min(1)
    .max(8),
  headerExtensions: z.array(headerExtension).max(30).optional(),
  encodings: z
    .array(
      z.object({
        ssrc: z.number().int().min(0).max(4_294_967_295).optional(),
        rid: z.string().max(20).optional(),
        codecPayloadType: z.number().int().min(0).max(127).optional(),
        rtx: z.object({ ssrc: z.number().int().min(0).max(4_294_967_295) }).optional(),
        dtx: z.boolean().optional(),
        scalabilityMode: z.string().max(20).optional(),
        maxBitrate: z.number().min(0).max(100_000_000).optional(),
        maxFramerate: z.number().min(0).max(240).optional(),
        scaleResolutionDownBy: z.number().min(1).max(64).optional(),
        active: z.boolean().optional(),
        priority: z.string().max(20).optional(),
        networkPriority: z.string().max(20).optional(),
        adaptivePtime: z.boolean().optional(),
      }),
    )
    .max(6)
    .optional(),
  rtcp: z
    .object({ cname: z.string().max(200).optional(), reducedSize: z.boolean().optional(), mux: z.boolean().optional() })
    .optional(),
});

export const dtlsParameters = z.object({
  role: z.enum(['auto', 'client', 'server']).optional(),
  fingerprints: z
    .array(
      z.object({
        algorithm: z.enum(['sha-1', 'sha-224', 'sha-256', 'sha-384', 'sha-512']),
        value: z.string().max(300),
      }),
    )
    .min(1)
    .max(8),
});

/** A server-side transport as mediasoup-client takes it; `iceServers` come from the configuration. */
export const transportParameters = z.object({
  id: z.string(),
  iceParameters: z.unknown(),
  iceCandidates: z.array(z.unknown()),
  dtlsParameters: z.unknown(),
  iceServers: z.array(z.unknown()),
});
export type TransportParameters = z.infer<typeof transportParameters>;

/** One stream to receive, paused until the viewer says it is ready. */
export const consumerParameters = z.object({
  id: z.string(),
  producerId: z.string(),
  kind: mediaKind,
  source: mediaSource,
  rtpParameters: z.unknown(),
});
export type ConsumerParameters = z.infer<typeof consumerParameters>;

/** How the host's media does, sampled now; rates per second. */
export const publisherStats = z.object({
  video: z
    .object({
      bitrate: z.number(),
      packetLoss: z.number(),
      roundTripMs: z.number().optional(),
      layers: z.number().int(),
      score: z.number(),
    })
    .nullable(),
  audio: z.object({ bitrate: z.number(), packetLoss: z.number(), score: z.number() }).nullable(),
});
export type PublisherStats = z.infer<typeof publisherStats>;

const nothing = z.object({});
const inSession = z.strictObject({ room: id, session });

/** Socket commands of media. Guests may watch; publishing is the host's. */
export const mediaCommands = {
  /** Opens the host's sending transport; an older one of the same room is taken over. */
  'media:publish-open': {
    auth: 'member',
    input: z.strictObject({ room: id }),
    output: z.object({ session: z.string(), transport: transportParameters }),
  },
  'media:publish-connect': { auth: 'member', input: inSession.extend({ dtlsParameters }), output: nothing },
  'media:produce': {
    auth: 'member',
    input: inSession.extend({ kind: mediaKind, source: mediaSource, rtpParameters }),
    output: z.object({ producerId: z.string() }),
  },
  'media:produce-close': { auth: 'member', input: inSession.extend({ producerId: session }), output: nothing },
  'media:produce-pause': {
    auth: 'member',
    input: inSession.extend({ producerId: session, paused: z.boolean() }),
    output: nothing,
  },
  'media:publish-stats': { auth: 'member', input: inSession, output: publisherStats },

  /** First of two round trips: a transport and paused consumers together. */
  'media:join': {
    auth: 'guest',
    input: z.strictObject({
      room: id,
      rtpCapabilities,
      kinds: z.array(mediaKind).min(1).max(2).optional(),
      /** The simulcast layer to begin with, so that the first picture is not followed by a change of layers. */
      spatial: z.number().int().min(0).max(2).optional(),
    }),
    output: z.object({ session: z.string(), transport: transportParameters, consumers: z.array(consumerParameters) }),
  },
  /** Second round trip: connects the transport and resumes all consumers. */
  'media:connect': { auth: 'guest', input: inSession.extend({ dtlsParameters }), output: nothing },
  /** Resumes consumers announced later by `media:consumers`. */
  'media:resume': {
    auth: 'guest',
    input: inSession.extend({ consumerIds: z.array(session).min(1).max(8) }),
    output: nothing,
  },
  'media:pause': { auth: 'guest', input: inSession.extend({ kind: mediaKind, paused: z.boolean() }), output: nothing },
  'media:layers': {
    auth: 'guest',
    input: inSession.extend({ spatial: z.number().int().min(0).max(2), temporal: z.number().int().min(0).max(2) }),
    output: nothing,
  },
  'media:leave': { auth: 'guest', input: inSession, output: nothing },
} as const;

/** What media tells clients unasked. */
export const mediaNotices = {
  /** New streams for a viewer's session, paused until `media:resume`. */
  'media:consumers': z.object({ room: id, session: z.string(), consumers: z.array(consumerParameters) }),
  'media:consumer-closed': z.object({ room: id, session: z.string(), consumerId: z.string() }),
  /** This session is gone: join again after the given time. */
  'media:rejoin': z.object({ room: id, session: z.string(), afterMs: z.number().int() }),
  /** To the host: the sending transport is gone; publish again. */
  'media:republish': z.object({ room: id, session: z.string(), reason: z.enum(['worker_died', 'taken_over']) }),
} as const;
