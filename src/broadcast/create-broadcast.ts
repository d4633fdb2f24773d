import type { Redis } from 'ioredis';
import type { Media } from '#media/index.ts';
import type { CommandOutput } from '#src/contract/commands.ts';
import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import { roomRights } from '#src/rooms/authorize.ts';
import { logRoom } from '#src/rooms/log-room.ts';
import type { WarmDeps } from '#src/rooms/warm-room.ts';
import type { Broadcast, MediaCall } from './broadcast.ts';
import { createDispatch } from './dispatch.ts';
import type { NodeRequest } from './dispatch.ts';
import { watchMedia } from './media-metrics.ts';
import { createNodeCalls } from './node-calls.ts';
import { relayMedia, tellLost } from './notices.ts';
import { createOwnStages } from './own-stages.ts';
import { mediaRefusal, publishing } from './rules.ts';
import type { MediaCommand } from './rules.ts';
import { runCommand } from './run-command.ts';
import type { MediaRequest } from './run-command.ts';
import { createSessions } from './sessions.ts';
import type { Caller } from './sessions.ts';
import { createStagePlace } from './stage-place.ts';
import { createVisits } from './visits.ts';

/** Places are kept, and other nodes looked after, this often. Milliseconds. */
const LOOK_MS = 5_000;

export interface BroadcastOptions {
  deps: WarmDeps & Pick<Deps, 'feeds' | 'announce' | 'config' | 'metrics'>;
  media: Media;
  /** A connection of its own for calls between nodes; closed with the broadcast. */
  subscription: Redis;
}

/** Puts media, the places of stages, and the calls between nodes together. */
export async function createBroadcast({ deps, media, subscription }: BroadcastOptions): Promise<Broadcast> {
  const { announce, feeds, log } = deps;
  const node = deps.config.NODE_ID;
  const place = createStagePlace(deps.redis, deps.keys);
  const sessions = createSessions(({ id, room }) => media.findStage(room)?.closeSession(id));
  const own = createOwnStages({
    deps,
    media,
    place,
    node,
    sessions,
    onLost: (lost) =>
      lost.forEach(({ id, caller, ...rest }) => tellLost(announce, { ...rest, ...caller, session: id })),
  });
  watchMedia(deps.metrics, media);
  relayMedia({ media, sessions, announce }, own.tell);

  const runHere = async (request: MediaRequest, caller: Caller): Promise<unknown> => {
    if (request.name === 'media:publish-open' && !own.has(request.input.room)) {
      throw new AppError('MEDIA_UNAVAILABLE', { retryAfterMs: 2_000 });
    }
    return runCommand({ media, sessions }, request, caller);
  };
  const serve = async (asked: NodeRequest): Promise<unknown> => {
    if (asked.type === 'run') {
      // The place may be one that this node has kept from before it was started again.
      if (asked.request.name === 'media:publish-open') await own.take(asked.request.input.room);
      return runHere(asked.request, asked.caller);
    }
    sessions.orphan({ socketId: asked.socketId });
    return {};
  };
  const calls = await createNodeCalls({ ...deps, subscription, node, serve: (asked) => serve(asked as NodeRequest) });
  const sayGone = (socketId: string, owners: Iterable<string>) => {
    for (const owner of owners) {
      const gone: NodeRequest = { type: 'gone', socketId };
      // A node that does not answer finds out by itself that this connection, or this node, is gone.
      (owner === node ? serve(gone) : calls.call(owner, gone)).catch(() => {});
    }
  };
  const visits = createVisits(sayGone);

  /** Tells the room, once, that its stage is away, and this node's connections that their sessions there are over. */
  async function onOwnerGone(room: Id, owner: string): Promise<void> {
    for (const visit of visits.takeAll(owner)) tellLost(announce, visit);
    const { snapshot } = await feeds.open(room);
    if (snapshot.stage === 'on') await logRoom(deps, room, { kind: 'room.changed', change: { stage: 'reconnecting' } });
  }
  const dispatch = createDispatch({ node, place, own, calls, runHere, onOwnerGone });

  async function look(): Promise<void> {
    await own.refresh();
    for (const other of sessions.nodes()) {
      if (other !== node && !(await calls.isAlive(other))) sessions.orphan({ node: other });
    }
    for (const owner of visits.owners()) {
      if (owner === node || (await calls.isAlive(owner))) continue;
      for (const room of visits.rooms(owner)) await onOwnerGone(room, owner);
    }
  }
  let isLooking = false;
  const timer = setInterval(() => {
    if (isLooking) return;
    isLooking = true;
    look()
      .catch((error: unknown) => log.warn({ err: error as Error }, 'looking after stages failed'))
      .finally(() => (isLooking = false));
  }, LOOK_MS);

  async function run<N extends MediaCommand>(name: N, call: MediaCall<N>): Promise<CommandOutput<N>> {
    const { actor, socket, input } = call;
    const presence = visits.follow(socket);
    const { room } = input;
    const feed = await feeds.open(room);
    const refusal = mediaRefusal(name, feed.snapshot.state, roomRights(await feed.record(), actor));
    if (refusal) throw new AppError(refusal);
    // Who broadcasts is there, even when the page has not (re)joined the room: a sweep ends rooms whose host has gone.
    if (publishing.has(name)) await deps.presence.seeHost(room, deps.clock.now());
    const caller: Caller = { socketId: socket.id, node, ...(actor.kind === 'member' && { accountId: actor.id }) };
    const { owner, output } = await dispatch({ name, input } as unknown as MediaRequest, caller);
    if (presence.gone) sayGone(socket.id, [owner]);
    else visits.note({ name, room, owner, socketId: socket.id, input, output });
    return output as CommandOutput<N>;
  }

  return {
    rtpCapabilities: media.rtpCapabilities,
    isReady: () => media.isReady(),
    run,
    media,
    async close() {
      clearInterval(timer);
      await own.close();
      sessions.clear();
      calls.close();
      media.close();
    },
  };
}
