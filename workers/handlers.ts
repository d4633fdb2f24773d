import type { Deps } from '#src/deps.ts';
import type { Handlers } from './types.ts';

/** Handlers of all queues, one line per `workers/<queue>.ts`. */
export const handlersOf = (_deps: Deps): Handlers => ({});
