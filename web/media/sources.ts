import { createTestPicture, type Orientation } from './test-picture.ts';

/** What a host broadcasts. */
export type SourceChoice =
  | { kind: 'camera'; camera?: string | undefined; microphone?: string | undefined; orientation: Orientation }
  | { kind: 'screen' }
  | { kind: 'test'; orientation: Orientation; title: string };

/** An open source; closing it turns camera and microphone off. */
export interface Source {
  readonly kind: SourceChoice['kind'];
  readonly stream: MediaStream;
  close(): void;
}

/** Opens a source. @throws what the browser throws; `problemOf` puts it in words */
export async function openSource(choice: SourceChoice): Promise<Source> {
  switch (choice.kind) {
    case 'test':
      return { kind: 'test', ...createTestPicture(choice.orientation, choice.title) };
    case 'camera':
      return ofStream('camera', await navigator.mediaDevices.getUserMedia(cameraConstraints(choice)));
    case 'screen':
      return ofStream('screen', await openScreen());
  }
}

/** Cameras and microphones; they have names once the host has allowed them. */
export async function listDevices(): Promise<{ cameras: MediaDeviceInfo[]; microphones: MediaDeviceInfo[] }> {
  const all = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
  return {
    cameras: all.filter((each) => each.kind === 'videoinput'),
    microphones: all.filter((each) => each.kind === 'audioinput'),
  };
}

function cameraConstraints({
  camera,
  microphone,
  orientation,
}: SourceChoice & { kind: 'camera' }): MediaStreamConstraints {
  const [width, height] = orientation === 'portrait' ? [720, 1280] : [1280, 720];
  return {
    video: {
      ...(camera && { deviceId: { exact: camera } }),
      width: { ideal: width },
      height: { ideal: height },
      frameRate: { ideal: 30, max: 30 },
    },
    audio: {
      ...(microphone && { deviceId: { exact: microphone } }),
      echoCancellation: true,
      noiseSuppression: true,
      autoGainControl: true,
    },
  };
}

/** The screen with its sound where the browser gives it, else with the microphone. */
async function openScreen(): Promise<MediaStream> {
  const stream = await navigator.mediaDevices.getDisplayMedia({ video: { frameRate: { ideal: 30 } }, audio: true });
  if (stream.getAudioTracks().length > 0) return stream;
  const microphone = await navigator.mediaDevices.getUserMedia({ audio: true }).catch(() => undefined);
  for (const track of microphone?.getAudioTracks() ?? []) stream.addTrack(track);
  return stream;
}

function ofStream(kind: Source['kind'], stream: MediaStream): Source {
  return {
    kind,
    stream,
    close() {
      for (const track of stream.getTracks()) track.stop();
    },
  };
}
