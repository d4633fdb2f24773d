import type { Redis } from 'ioredis';
import type { Keys } from '#src/platform/keys.ts';
import { createItemSteps } from './gate-items.ts';
import type { ItemSteps } from './gate-items.ts';
import { createTicketSteps } from './gate-tickets.ts';
import type { TicketSteps } from './gate-tickets.ts';
import { createWarmingSteps } from './gate-warming.ts';
import type { WarmingSteps } from './gate-warming.ts';
import { createRefusals } from './refusals.ts';
import type { Refusals } from './refusals.ts';

/** A room's selling state in Redis, changed only by atomic steps; MongoDB can rebuild all of it. */
export interface Gate extends TicketSteps, ItemSteps, WarmingSteps {
  refusals: Refusals;
}

export function createGate(redis: Redis, keys: Keys, now: () => number): Gate {
  return {
    ...createTicketSteps(redis, keys),
    ...createItemSteps(redis, keys),
    ...createWarmingSteps(redis, keys),
    refusals: createRefusals(redis, keys, now),
  };
}
