import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { RateLimiterAbstract } from 'rate-limiter-flexible';
import { AppError } from '../../contract/errors.ts';
import { withDeadline } from '../deadline.ts';
import type { Keys } from '../keys.ts';

/** How often: `points` per `seconds`. `closed`: refuse when Redis cannot be asked (buying), else count locally (chat). */
export interface LimitRule {
  name: string;
  points: number;
  seconds: number;
  failure: 'open' | 'closed';
  /** `node`: counted in this process only, for what cannot be in two places. */
  scope?: 'node';
}

export interface Limits {
  /** Spends one point of `who` under the rule. @throws RATE_LIMITED, or BUSY when a closed rule cannot be checked */
  spend(rule: LimitRule, who: string, points?: number): Promise<void>;
  /** Gives the points back, e.g. after a sign-in that succeeded. */
  forgive(rule: LimitRule, who: string): Promise<void>;
}

/** A Redis that does not answer within this is treated as away, in milliseconds. */
const PATIENCE_MS = 1_000;

/** Rate limits shared by all nodes through Redis. */
export function createLimits(redis: Redis, keys: Keys): Limits {
  const limiters = new Map<string, RateLimiterAbstract>();
  const limiterOf = (rule: LimitRule): RateLimiterAbstract => {
    let limiter = limiters.get(rule.name);
    if (!limiter) {
      limiter = createLimiter(redis, keys, rule);
      limiters.set(rule.name, limiter);
    }
    return limiter;
  };
  return {
    async spend(rule, who, points = 1) {
      try {
        const spent = limiterOf(rule).consume(who, points);
        await (rule.scope === 'node' ? spent : withDeadline(spent, PATIENCE_MS));
      } catch (refusal) {
        if (refusal instanceof RateLimiterRes)
          throw new AppError('RATE_LIMITED', { retryAfterMs: refusal.msBeforeNext });
        if (rule.failure === 'closed') throw new AppError('BUSY', { retryAfterMs: 1_000, cause: refusal });
      }
    },
    async forgive(rule, who) {
      await limiterOf(rule)
        .delete(who)
        .catch(() => false);
    },
  };
}

function createLimiter(redis: Redis, keys: Keys, rule: LimitRule): RateLimiterAbstract {
  const options = { points: rule.points, duration: rule.seconds, keyPrefix: keys.global('limit', rule.name) };
  if (rule.scope === 'node') return new RateLimiterMemory(options);
  return new RateLimiterRedis({
    ...options,
    storeClient: redis,
    rejectIfRedisNotReady: true,
    inMemoryBlockOnConsumed: rule.points + 1,
    ...(rule.failure === 'open' && { insuranceLimiter: new RateLimiterMemory(options) }),
  });
}
