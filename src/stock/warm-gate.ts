import { setTimeout as pause } from 'node:timers/promises';
import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import { buildGate } from './build-gate.ts';
import type { BuildDeps } from './build-gate.ts';
import { stockPolicy } from './policy.ts';

export type WarmDeps = BuildDeps & Pick<Deps, 'newId'>;

/**
 * Makes sure that the room's gate knows what MongoDB knows before it sells: at once when it does, else one caller builds
 * it and the others wait. `force` counts anew even a gate that looks ready.
 * @throws NOT_FOUND for a room that does not exist, WARMING_UP when building takes too long
 */
export async function warmGate(deps: WarmDeps, roomId: Id, options: { force?: boolean } = {}): Promise<void> {
  const deadline = Date.now() + stockPolicy.warmWaitMs;
  let force = options.force ?? false;
  while (Date.now() < deadline) {
    const token = deps.newId();
    const turn = await deps.gate.beginWarming(roomId, token, force);
    if (turn === 'ready') return;
    if (turn === 'build' && (await tryBuild(deps, roomId, token))) return;
    // Whoever builds now began after the evidence that made us force.
    force = false;
    await pause(25);
  }
  throw new AppError('WARMING_UP', { retryAfterMs: 1_000, details: { room: roomId } });
}

/** A builder that fails, for want of MongoDB say, leaves the gate closed to be tried again. */
async function tryBuild(deps: WarmDeps, roomId: Id, token: string): Promise<boolean> {
  try {
    return await buildKept(deps, roomId, token);
  } catch (error) {
    if (error instanceof AppError) throw error;
    deps.log.warn({ err: error as Error, roomId }, 'building the gate of a room failed');
    return false;
  }
}

/** Builds while telling Redis that the builder lives, since reading a large room takes longer than a dead one may block. */
async function buildKept(deps: WarmDeps, roomId: Id, token: string): Promise<boolean> {
  const alive = setInterval(() => void deps.gate.build(roomId, token, []).catch(() => {}), stockPolicy.warmLockMs / 3);
  try {
    return await buildGate(deps, roomId, token);
  } finally {
    clearInterval(alive);
  }
}

/** Counts the room anew because Redis contradicts MongoDB, e.g. after it came back without its last second. */
export async function recountGate(deps: WarmDeps, roomId: Id, why: string): Promise<void> {
  // Within the interval the sweep comes back to it, because a count that began before the reason does not answer it.
  if (!(await deps.gate.wantRecount(roomId))) return;
  deps.log.warn({ roomId, why }, 'counting the stock of a room anew');
  await warmGate(deps, roomId, { force: true });
}
