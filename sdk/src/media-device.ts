/** What is used of mediasoup-client's `Device`, so that an app brings the version it likes. */
export interface MediaDevice {
  readonly recvRtpCapabilities: object;
  createRecvTransport(options: never): MediaTransport;
}

export interface MediaTransport {
  on(
    event: 'connect',
    listener: (given: { dtlsParameters: object }, done: () => void, refuse: (error: Error) => void) => void,
  ): unknown;
  on(event: 'connectionstatechange', listener: (state: string) => void): unknown;
  consume(options: never): Promise<MediaConsumer>;
  close(): void;
}

export interface MediaConsumer {
  readonly id: string;
  readonly kind: string;
  readonly track: MediaStreamTrack;
  close(): void;
}
