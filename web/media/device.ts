import { Device } from 'mediasoup-client';
import type { RtpCapabilities } from 'mediasoup-client/types';
import type { Connection } from '../lib/socket.ts';

/** What media needs of the page's connection. */
export type MediaLine = Pick<Connection, 'request' | 'on' | 'onConnected'>;

/** A device that knows what the service can carry. @throws when this browser has no WebRTC */
export async function createDevice(rtpCapabilities: unknown): Promise<Device> {
  // mediasoup-client goes by the browser's name; a browser that was built without WebRTC is found out here.
  if (typeof RTCPeerConnection === 'undefined') {
    throw Object.assign(new Error('this browser has no WebRTC'), { name: 'UnsupportedError' });
  }
  const device = await Device.factory();
  await device.load({ routerRtpCapabilities: rtpCapabilities as RtpCapabilities });
  return device;
}
