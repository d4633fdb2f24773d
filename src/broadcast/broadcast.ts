/** The edge between rooms and media: who may publish and watch, and where a room's stage is. */
export interface Broadcast {
  /** What every router of this deployment can carry; clients load their device with it before joining. */
  readonly rtpCapabilities: unknown;
}
