import type { CommandOutput } from './ask.ts';
import type { Connection } from './connection.ts';
import type { MediaConsumer, MediaDevice } from './media-device.ts';

export type Joined = CommandOutput<'media:join'>;

/** One joined session of a viewer: its transport and what flows through it. Closed for good; coming back is another one. */
export interface MediaSession {
  readonly id: string;
  readonly consumers: ReadonlyMap<string, MediaConsumer>;
  /** Sets the streams up here, except those that have ended meanwhile. */
  receive(streams: Joined['consumers']): Promise<void>;
  /** A stream has ended at the service, maybe before it was set up here; answers whether it was. */
  end(consumerId: string): boolean;
  close(): void;
}

interface MediaSessionOptions {
  connection: Pick<Connection, 'request'>;
  roomId: string;
  device: MediaDevice;
  joined: Joined;
  /** Streams that had ended before the answer to the join came. */
  ended: Iterable<string>;
  onTracks(): void;
  onConnected(): void;
  /** The way to the media server broke; never told once the session is closed here. */
  onLost(): void;
}

export function createMediaSession(options: MediaSessionOptions): MediaSession {
  const { connection, roomId, joined, onTracks } = options;
  const consumers = new Map<string, MediaConsumer>();
  const ended = new Set(options.ended);
  const transport = options.device.createRecvTransport(joined.transport as never);
  let isClosed = false;

  transport.on('connect', ({ dtlsParameters }, done, refuse) => {
    const payload = { room: roomId, session: joined.session, dtlsParameters: dtlsParameters as never };
    connection.request('media:connect', payload).then(done, refuse);
  });
  transport.on('connectionstatechange', (now) => {
    if (isClosed) return;
    if (now === 'connected') options.onConnected();
    if (now === 'failed' || now === 'disconnected') options.onLost();
  });

  async function receiveOne(stream: Joined['consumers'][number]): Promise<void> {
    if (isClosed || ended.has(stream.id)) return;
    const consumer = await transport.consume(stream as never);
    if (isClosed || ended.has(consumer.id)) return consumer.close();
    consumers.set(consumer.id, consumer);
    onTracks();
  }

  return {
    id: joined.session,
    consumers,
    async receive(streams) {
      await Promise.all(streams.map(receiveOne));
    },
    end(consumerId) {
      ended.add(consumerId);
      const consumer = consumers.get(consumerId);
      if (!consumer) return false;
      consumers.delete(consumerId);
      onTracks();
      consumer.close();
      return true;
    },
    close() {
      if (isClosed) return;
      isClosed = true;
      for (const consumer of consumers.values()) consumer.close();
      consumers.clear();
      onTracks();
      transport.close();
      void connection.request('media:leave', { room: roomId, session: joined.session }).catch(() => {});
    },
  };
}
