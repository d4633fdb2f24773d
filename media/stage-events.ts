import type { ConsumerParameters } from '#src/contract/media.ts';

/** `reconnecting`: the host was lost and is waited for. */
export type StageState = 'off' | 'on' | 'reconnecting';

/** What a stage tells its room. */
export interface StageEvents {
  state: [StageState];
  consumers: [session: string, consumers: ConsumerParameters[]];
  consumerClosed: [session: string, consumerId: string];
  /** The session is gone; its viewer should join again after the delay (ms). */
  rejoin: [session: string, afterMs: number];
  republish: [session: string, reason: 'worker_died' | 'taken_over'];
  closed: [];
}
