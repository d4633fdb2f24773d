import type { Id } from '#src/contract/ids.ts';
import { AppError } from '#src/contract/errors.ts';
import { NodeGone } from './node-calls.ts';
import type { NodeCalls } from './node-calls.ts';
import type { OwnStages } from './own-stages.ts';
import type { MediaRequest } from './run-command.ts';
import type { Caller } from './sessions.ts';
import type { StagePlace } from './stage-place.ts';

/** What nodes ask of each other. */
export type NodeRequest = { type: 'run'; request: MediaRequest; caller: Caller } | { type: 'gone'; socketId: string };

interface Options {
  node: string;
  place: StagePlace;
  own: OwnStages;
  calls: NodeCalls;
  runHere(request: MediaRequest, caller: Caller): Promise<unknown>;
  /** The node with the room's stage does not answer. */
  onOwnerGone(room: Id, owner: string): Promise<void>;
}

export interface Dispatched {
  owner: string;
  output: unknown;
}

/** Runs a command where the room's stage is; the host's opening brings a stage to this node when there is none, or its node has died. */
export function createDispatch(options: Options): (request: MediaRequest, caller: Caller) => Promise<Dispatched> {
  const { node, place, own, calls } = options;

  async function runAt(owner: string, request: MediaRequest, caller: Caller): Promise<Dispatched> {
    const output =
      owner === node
        ? await options.runHere(request, caller)
        : await calls.call(owner, { type: 'run', request, caller } satisfies NodeRequest);
    return { owner, output };
  }

  return async (request, caller) => {
    const { room } = request.input;
    const opens = request.name === 'media:publish-open';
    const owner = opens ? await own.take(room) : await place.find(room);
    if (owner === undefined) throw new AppError('MEDIA_UNAVAILABLE', { retryAfterMs: 2_000 });
    try {
      return await runAt(owner, request, caller);
    } catch (error) {
      if (!(error instanceof NodeGone)) throw error;
      await options.onOwnerGone(room, owner);
      if (!opens) throw new AppError('MEDIA_UNAVAILABLE', { retryAfterMs: 2_000, cause: error });
      return runAt(await own.take(room, owner), request, caller);
    }
  };
}
