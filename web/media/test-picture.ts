import { STRIP_BLOCKS, STRIP_HEIGHT, encodeStrip } from './strip.ts';

export type Orientation = 'landscape' | 'portrait';

/** A moving picture with a clock and a soft tone, so that a machine without a camera can broadcast. */
export interface TestPicture {
  readonly stream: MediaStream;
  close(): void;
}

const FRAMES_PER_SECOND = 30;

/** Starts drawing at once; the strip at the foot carries the milliseconds since then. */
export function createTestPicture(orientation: Orientation, title: string): TestPicture {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = orientation === 'portrait' ? [720, 1280] : [1280, 720];
  const context = canvas.getContext('2d', { alpha: false })!;
  const began = performance.now();
  const paint = () => draw(context, performance.now() - began, title);
  paint();
  // A timer and not an animation frame: the broadcast goes on while the host looks at another tab.
  const timer = setInterval(paint, 1000 / FRAMES_PER_SECOND);
  const tone = createTone();
  const stream = new MediaStream([...canvas.captureStream(FRAMES_PER_SECOND).getVideoTracks(), tone.track]);
  return {
    stream,
    close() {
      clearInterval(timer);
      tone.close();
      for (const track of stream.getTracks()) track.stop();
    },
  };
}

function draw(context: CanvasRenderingContext2D, ms: number, title: string): void {
  const { width, height } = context.canvas;
  const turn = ms / 8_000;
  const sky = context.createLinearGradient(0, 0, width, height);
  sky.addColorStop(0, `hsl(${(turn * 60) % 360} 45% 24%)`);
  sky.addColorStop(1, `hsl(${(turn * 60 + 70) % 360} 55% 42%)`);
  context.fillStyle = sky;
  context.fillRect(0, 0, width, height);
  drawShelves(context, ms);
  drawClock(context, title);
  drawStrip(context, ms);
}

/** Three shelves along which coloured boxes travel. */
function drawShelves(context: CanvasRenderingContext2D, ms: number): void {
  const { width, height } = context.canvas;
  const unit = Math.min(width, height) / 12;
  for (let shelf = 0; shelf < 3; shelf += 1) {
    const y = height * (0.42 + shelf * 0.17);
    context.fillStyle = 'rgb(255 255 255 / 0.28)';
    context.fillRect(0, y, width, unit * 0.12);
    for (let box = 0; box < 7; box += 1) {
      const way = (((box / 7) * width + (ms / 1000) * unit * (shelf % 2 ? -1.4 : 1.1)) % (width + unit * 2)) - unit;
      const x = way < -unit ? way + width + unit * 2 : way;
      const tall = unit * (0.8 + 0.5 * Math.sin(box * 2.1 + shelf));
      context.fillStyle = `hsl(${(box * 47 + shelf * 90) % 360} 75% 66%)`;
      context.beginPath();
      context.roundRect(x, y - tall, unit * 0.9, tall, unit * 0.12);
      context.fill();
    }
  }
}

function drawClock(context: CanvasRenderingContext2D, title: string): void {
  const { width, height } = context.canvas;
  const size = Math.min(width, height) / 8;
  context.fillStyle = '#fff';
  context.textAlign = 'center';
  context.font = `700 ${size}px ui-monospace, monospace`;
  context.fillText(new Date().toTimeString().slice(0, 8), width / 2, height * 0.2);
  context.font = `500 ${size * 0.36}px system-ui, sans-serif`;
  context.fillText(title, width / 2, height * 0.28);
}

function drawStrip(context: CanvasRenderingContext2D, ms: number): void {
  const { width, height } = context.canvas;
  const tall = height * STRIP_HEIGHT;
  const wide = width / STRIP_BLOCKS;
  encodeStrip(Math.floor(ms)).forEach((on, index) => {
    context.fillStyle = on ? '#fff' : '#000';
    context.fillRect(Math.floor(index * wide), height - tall, Math.ceil(wide), tall);
  });
}

/** A quiet chord that swells slowly, pleasant enough to leave on. */
function createTone(): { track: MediaStreamTrack; close(): void } {
  const audio = new AudioContext();
  const out = audio.createMediaStreamDestination();
  const volume = audio.createGain();
  volume.gain.value = 0.05;
  volume.connect(out);
  for (const frequency of [220, 277.18, 329.63]) {
    const note = audio.createOscillator();
    note.frequency.value = frequency;
    note.connect(volume);
    note.start();
  }
  return { track: out.stream.getAudioTracks()[0]!, close: () => void audio.close() };
}
