import type { Producer } from 'mediasoup-client/types';
import type { PublishProblem } from './problems.ts';

/** How the broadcast does, sampled every two seconds. */
export interface PublishHealth {
  /** Bits per second sent, all layers together. */
  bitrate: number;
  framesPerSecond: number;
  width: number;
  height: number;
  /** Share of packets lost on the way, 0 to 1. */
  loss: number;
  roundTripMs: number | undefined;
  level: 'good' | 'fair' | 'poor';
  /** What holds it back, if something does. */
  problem: PublishProblem | undefined;
}

/** The fields of WebRTC's stats that are read here; browsers leave out what they do not know. */
interface Stream {
  type: string;
  kind?: string;
  bytesSent?: number;
  frameWidth?: number;
  frameHeight?: number;
  framesPerSecond?: number;
  fractionLost?: number;
  roundTripTime?: number;
  qualityLimitationReason?: string;
}

interface Totals {
  at: number;
  bytes: number;
}

/** Reads a video producer's numbers; keeps what it needs between two calls. */
export function createHealthProbe(): (producer: Producer) => Promise<PublishHealth | undefined> {
  let before: Totals | undefined;
  return async (producer) => {
    const stats = [...(await producer.getStats()).values()] as Stream[];
    const streams = stats.filter((each) => each.type === 'outbound-rtp' && each.kind === 'video');
    const remote = stats.filter((each) => each.type === 'remote-inbound-rtp');
    if (streams.length === 0) return undefined;
    const now = {
      at: performance.now(),
      bytes: streams.reduce((sum, each) => sum + (each.bytesSent ?? 0), 0),
    };
    const bitrate = before ? Math.max(0, ((now.bytes - before.bytes) * 8000) / (now.at - before.at)) : 0;
    before = now;
    const largest = streams.toSorted((a, b) => (b.frameHeight ?? 0) - (a.frameHeight ?? 0))[0]!;
    const loss = Math.max(0, ...remote.map((each) => each.fractionLost ?? 0));
    const roundTrip = remote.map((each) => each.roundTripTime).find((each) => each !== undefined);
    const framesPerSecond = Math.max(0, ...streams.map((each) => each.framesPerSecond ?? 0));
    const problem = limitation(streams);
    return {
      bitrate,
      framesPerSecond,
      width: largest.frameWidth ?? 0,
      height: largest.frameHeight ?? 0,
      loss,
      roundTripMs: roundTrip === undefined ? undefined : roundTrip * 1000,
      level: levelOf(framesPerSecond, loss, problem),
      problem,
    };
  };
}

function limitation(streams: Stream[]): PublishProblem | undefined {
  const reasons = streams.map((each) => each.qualityLimitationReason);
  if (reasons.includes('cpu')) return 'encoder_overload';
  return reasons.includes('bandwidth') ? 'network_weak' : undefined;
}

/** Green, amber or red in one word. */
export function levelOf(
  framesPerSecond: number,
  loss: number,
  problem: PublishProblem | undefined,
): PublishHealth['level'] {
  if (framesPerSecond < 10 || loss > 0.1) return 'poor';
  if (framesPerSecond < 20 || loss > 0.03 || problem !== undefined) return 'fair';
  return 'good';
}
