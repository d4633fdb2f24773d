import { Device } from 'mediasoup-client';

/** The least a page can do to show a mediasoup stream: the yardstick for the room page. `?publish` makes it the sender. */
const ask = async (path: string, body: object = {}) =>
  (await fetch(path, { method: 'POST', body: JSON.stringify(body) })).json();

const device = await Device.factory();
await device.load({ routerRtpCapabilities: await ask('/capabilities') });
const isSender = location.search === '?publish';
const parameters = await ask('/transport');
const transport = isSender ? device.createSendTransport(parameters) : device.createRecvTransport(parameters);
transport.on('connect', ({ dtlsParameters }, done, refuse) => {
  ask('/connect', { id: transport.id, dtlsParameters }).then(done, refuse);
});

if (isSender) {
  transport.on('produce', ({ kind, rtpParameters }, done, refuse) => {
    ask('/produce', { id: transport.id, kind, rtpParameters }).then(done, refuse);
  });
  const stream = await navigator.mediaDevices.getUserMedia({ video: { width: 1280, height: 720 }, audio: true });
  const encodings = [
    { rid: 'l', scaleResolutionDownBy: 4, maxBitrate: 150_000, scalabilityMode: 'L1T2' },
    { rid: 'm', scaleResolutionDownBy: 2, maxBitrate: 500_000, scalabilityMode: 'L1T2' },
    { rid: 'h', scaleResolutionDownBy: 1, maxBitrate: 1_600_000, scalabilityMode: 'L1T2' },
  ];
  const [video] = stream.getVideoTracks();
  const [audio] = stream.getAudioTracks();
  if (video) await transport.produce({ track: video, encodings });
  if (audio) await transport.produce({ track: audio });
  document.title = 'sending';
} else {
  const consumers = await ask('/consume', { id: transport.id, rtpCapabilities: device.recvRtpCapabilities });
  const tracks = await Promise.all(consumers.map(async (each: never) => (await transport.consume(each)).track));
  const video = document.querySelector('video')!;
  video.srcObject = new MediaStream(tracks);
  await ask('/resume', { id: transport.id });
  await video.play();
}
