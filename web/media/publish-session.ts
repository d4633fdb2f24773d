import type { Device } from 'mediasoup-client';
import type { Producer, Transport } from 'mediasoup-client/types';
import type { CommandOutput } from '../../sdk/src/index.ts';
import type { MediaLine } from './device.ts';
import type { Source } from './sources.ts';

/** What of a source is being sent. */
type Kind = 'audio' | 'video';

/** One opened sending side: its transport and what it carries. Closed for good; coming back is another session. */
export interface PublishSession {
  readonly id: string;
  producer(kind: Kind): Producer | undefined;
  /** Begins to send a track. */
  send(track: MediaStreamTrack, from: Source, isMuted: boolean): Promise<void>;
  close(): void;
}

interface PublishSessionOptions {
  line: MediaLine;
  room: string;
  device: Device;
  opened: CommandOutput<'media:publish-open'>;
  onConnected(): void;
  /** The way to the media server broke; never told once the session is closed here. */
  onLost(): void;
}

/** Three pictures of 180, 360 and 720 lines; viewers get the one their screen and network can use. */
const layers = [
  { rid: 'l', scaleResolutionDownBy: 4, maxBitrate: 150_000, scalabilityMode: 'L1T2' },
  { rid: 'm', scaleResolutionDownBy: 2, maxBitrate: 500_000, scalabilityMode: 'L1T2' },
  { rid: 'h', scaleResolutionDownBy: 1, maxBitrate: 1_600_000, scalabilityMode: 'L1T2' },
];

export function createPublishSession(options: PublishSessionOptions): PublishSession {
  const { line, room, device, opened } = options;
  const { session } = opened;
  const producers = new Map<Kind, Producer>();
  const transport: Transport = device.createSendTransport(opened.transport as never);
  let isClosed = false;

  transport.on('connect', ({ dtlsParameters }, done, refuse) => {
    line.request('media:publish-connect', { room, session, dtlsParameters }).then(done, refuse);
  });
  transport.on('produce', ({ kind, rtpParameters, appData }, done, refuse) => {
    const source = appData['source'] as never;
    line
      .request('media:produce', { room, session, kind, source, rtpParameters: rtpParameters as never })
      .then(({ producerId }) => done({ id: producerId }), refuse);
  });
  transport.on('connectionstatechange', (now) => {
    if (isClosed) return;
    if (now === 'connected') options.onConnected();
    if (now === 'failed' || now === 'disconnected') options.onLost();
  });

  function produceVideo(track: MediaStreamTrack, from: Source): Promise<Producer> {
    const vp8 = device.recvRtpCapabilities.codecs?.find((codec) => codec.mimeType.toLowerCase() === 'video/vp8');
    return transport.produce({
      track,
      appData: { source: from.kind },
      stopTracks: false,
      encodings: layers,
      codecOptions: { videoGoogleStartBitrate: 1_000 },
      ...(vp8 && { codec: vp8 }),
    });
  }
  function produceAudio(track: MediaStreamTrack): Promise<Producer> {
    const codecOptions = { opusDtx: true, opusFec: true };
    return transport.produce({ track, appData: { source: 'microphone' }, stopTracks: false, codecOptions });
  }

  return {
    id: session,
    producer: (kind) => producers.get(kind),
    async send(track, from, isMuted) {
      if (isClosed) return;
      const producer = await (track.kind === 'audio' ? produceAudio(track) : produceVideo(track, from));
      producers.set(producer.kind, producer);
      if (producer.kind === 'audio' && isMuted) producer.pause();
    },
    close() {
      isClosed = true;
      transport.close();
    },
  };
}
