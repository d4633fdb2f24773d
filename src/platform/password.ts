import { hash, verify } from '@node-rs/argon2';
import { AppError } from '../contract/errors.ts';

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Hashing is bounded so that a storm of sign-ins takes neither the memory nor all four threads of Node's pool. */
const defaults = { atOnce: 2, waiting: 100 };

/** Hashes and checks passwords with argon2id. */
export interface Passwords {
  hash(password: string): Promise<string>;
  /** Takes the same time whether the account exists or not. */
  verify(stored: string | undefined, password: string): Promise<boolean>;
}

/** @param limits how many hashes run and wait; a further one is refused as BUSY */
export function createPasswords(limits = defaults): Passwords {
  let running = 0;
  const waiting: (() => void)[] = [];
  async function bounded<T>(work: () => Promise<T>): Promise<T> {
    if (waiting.length >= limits.waiting) throw new AppError('BUSY', { retryAfterMs: 2_000 });
    if (running >= limits.atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      // The place is handed over, so that nobody slips in between.
      if (next) next();
      else running -= 1;
    }
  }
  // A real hash to compare with when there is no account, so that timing tells nothing.
  const nobody = hash('nobody has this password', parameters);
  return {
    hash: (password) => bounded(() => hash(password, parameters)),
    async verify(stored, password) {
      const right = await bounded(async () => verify(stored ?? (await nobody), password));
      return right && stored !== undefined;
    },
  };
}
