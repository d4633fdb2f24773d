import type { ReadonlySignal } from '@preact/signals';
import type { PublishHealth } from './health.ts';
import type { PublishProblem } from './problems.ts';
import type { Source, SourceChoice } from './sources.ts';

/** Where the host's broadcast stands. */
export type PublisherState =
  | { status: 'idle' }
  | { status: 'publishing' }
  | { status: 'connecting' }
  | { status: 'reconnecting'; attempt: number }
  | { status: 'failed'; problem: PublishProblem };

/** The host's broadcast: a source that can be changed while live, and the connection that carries it. */
export interface Publisher {
  readonly state: ReadonlySignal<PublisherState>;
  /** What is shown in the preview; open before going live. */
  readonly source: ReadonlySignal<Source | undefined>;
  readonly health: ReadonlySignal<PublishHealth | undefined>;
  readonly muted: ReadonlySignal<boolean>;
  /** Opens a source, live too; resolves with the problem, or with nothing when it worked. */
  use(choice: SourceChoice): Promise<PublishProblem | undefined>;
  /** Begins to send, and goes on through every loss until `stop`. */
  start(): Promise<void>;
  stop(): void;
  setMuted(muted: boolean): void;
  close(): void;
}
