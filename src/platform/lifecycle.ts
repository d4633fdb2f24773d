import closeWithGrace from 'close-with-grace';
import type { Log } from './log.ts';

/** One step of a shutdown; it runs when those before it are done. */
export interface ClosingStep {
  name: string;
  close(): Promise<void>;
}

/**
 * Ends the process in order on a signal or an unexpected error; after `deadlineMs` it ends anyway.
 * A step that fails is logged and does not keep the later ones from running.
 */
export function closeInOrder(log: Log, deadlineMs: number, steps: readonly ClosingStep[]): void {
  // A closed stdout (the launcher is gone) must not turn the shutdown into a crash.
  process.stdout.on('error', () => {});
  closeWithGrace({ delay: deadlineMs, logger: log }, async ({ err, signal }) => {
    if (err) log.fatal({ err }, 'ending after an unexpected error');
    else log.info({ signal }, 'ending');
    await runClosing(log, steps);
  });
}

/** Runs the steps one after the other. */
export async function runClosing(log: Log, steps: readonly ClosingStep[]): Promise<void> {
  for (const step of steps) {
    const from = performance.now();
    try {
      await step.close();
      log.debug({ step: step.name, ms: Math.round(performance.now() - from) }, 'closed');
    } catch (error) {
      log.error({ err: error, step: step.name }, 'could not close');
    }
  }
}
