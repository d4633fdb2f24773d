/** Numbers of media that an operator of a deployment would tune. */
export const mediaPolicy = {
  /** A worker busier than this share of a core takes no further viewers. */
  cpuLimit: 0.9,
  /** Viewers on the router that also receives the host; beyond it they go to edges on other workers, if there are any. */
  viewersOnOrigin: 100,
  /** Viewers of one stage on one worker; upstream advises 200 to 300. */
  viewersPerWorker: 300,
  /** One key-frame request per stream and this time: joins must not make the host's encoder storm. Milliseconds. */
  keyFrameRequestDelay: 1_000,
  /** A host that lost its connection is waited for this long. Milliseconds. */
  reconnectMs: 20_000,
  /** A viewer's transport that never connects is closed after this. Milliseconds. */
  connectMs: 20_000,
  /** Viewers of a dead worker come back spread over this. Milliseconds. */
  rejoinSpreadMs: 1_500,
  /** Bits per second a viewer starts with, before its network is known. */
  initialOutgoingBitrate: 1_000_000,
  /** How often worker load is measured. Milliseconds. */
  measureMs: 2_000,
} as const;
