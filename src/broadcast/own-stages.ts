import type { Media } from '#media/index.ts';
import type { Id } from '#src/contract/ids.ts';
import type { RoomEvent } from '#src/contract/room-events.ts';
import type { Deps } from '#src/deps.ts';
import { logRoom } from '#src/rooms/log-room.ts';
import { isOnAir, isOver } from '#src/rooms/rules.ts';
import type { WarmDeps } from '#src/rooms/warm-room.ts';
import type { RoomFeed } from '#src/rooms/feed/room-feed.ts';
import type { Session, Sessions } from './sessions.ts';
import type { StagePlace } from './stage-place.ts';

/** The rooms whose stage is on this node: its place is kept, its state told, and it ends with the room. */
export interface OwnStages {
  /** Takes the room's stage onto this node, if it is free or `from` is gone; answers the node that has it. */
  take(roomId: Id, from?: string): Promise<string>;
  /** True while the room's stage may be opened here: one that nobody looks after would outlive its room. */
  has(roomId: Id): boolean;
  /** Keeps the places; finds rooms that another node has taken. Called every few seconds. */
  refresh(): Promise<void>;
  /** What media says of a stage, for the room's log. */
  tell(roomId: Id, stage: 'off' | 'on' | 'reconnecting'): void;
  close(): Promise<void>;
}

interface Options {
  deps: WarmDeps & Pick<Deps, 'feeds'>;
  media: Media;
  place: StagePlace;
  node: string;
  sessions: Sessions;
  /** This stage is gone: tell these sessions to start again. */
  onLost(sessions: Session[]): void;
}

interface Owned {
  /** The room is followed. */
  entered: Promise<void>;
  unwatch: (() => void) | undefined;
  /** What is being told, one after the other. */
  told: Promise<unknown>;
}

export function createOwnStages({ deps, media, place, node, sessions, onLost }: Options): OwnStages {
  const owned = new Map<Id, Owned>();
  /** Keeps the room followed while its stage is here. */
  const attendance = `stage:${node}`;

  function tell(roomId: Id, stage: 'off' | 'on' | 'reconnecting'): void {
    const entry = owned.get(roomId);
    if (!entry) return;
    entry.told = entry.told
      .then(() => logRoom(deps, roomId, { kind: 'room.changed', change: { stage } }))
      .catch((error: unknown) => deps.log.warn({ err: error as Error, roomId }, 'stage state was not logged'));
  }

  function forget(roomId: Id): Session[] {
    const entry = owned.get(roomId);
    owned.delete(roomId);
    entry?.unwatch?.();
    deps.feeds.leave(roomId, attendance);
    const left = sessions.inRoom(roomId);
    for (const session of left) sessions.remove(session.id);
    media.closeStage(roomId);
    return left;
  }

  function onEvent(feed: RoomFeed, event: RoomEvent): void {
    const { roomId, snapshot } = feed;
    if (event.kind !== 'room.changed' && event.kind !== 'room.reset') return;
    if (isOver(snapshot.state)) {
      forget(roomId);
      void place.leave(roomId, node);
      return;
    }
    // A log that was rebuilt does not know of the stage.
    const state = media.findStage(roomId)?.state;
    if (event.kind === 'room.reset' && state !== undefined && state !== snapshot.stage) tell(roomId, state);
  }

  async function enter(roomId: Id, entry: Owned): Promise<void> {
    try {
      const feed = await deps.feeds.enter(roomId, attendance, { counted: false, isHost: false });
      entry.unwatch = feed.watch((event) => onEvent(feed, event));
    } catch (error) {
      owned.delete(roomId);
      throw error;
    }
  }

  async function take(roomId: Id, from?: string): Promise<string> {
    const owner = await place.claim(roomId, node, from);
    if (owner !== node) return owner;
    let entry = owned.get(roomId);
    if (!entry) {
      entry = { entered: Promise.resolve(), unwatch: undefined, told: Promise.resolve() };
      owned.set(roomId, entry);
      entry.entered = enter(roomId, entry);
    }
    await entry.entered;
    return owner;
  }

  async function keep(roomId: Id, entry: Owned): Promise<void> {
    const feed = await deps.feeds.open(roomId);
    if (owned.get(roomId) !== entry || !entry.unwatch) return;
    const isIdle = (media.findStage(roomId)?.isIdle ?? true) && !isOnAir(feed.snapshot.state);
    if (isIdle) {
      forget(roomId);
      await place.leave(roomId, node);
    } else if ((await place.claim(roomId, node)) !== node && owned.get(roomId) === entry) {
      onLost(forget(roomId));
    }
  }

  async function giveUp(roomId: Id, entry: Owned): Promise<void> {
    if (media.findStage(roomId)?.state === 'on') tell(roomId, 'reconnecting');
    await entry.told;
    onLost(forget(roomId));
    await place.leave(roomId, node);
  }

  /** One room that cannot be read must not cost the others their place. */
  const forEachOwned = (work: (roomId: Id, entry: Owned) => Promise<void>) =>
    Promise.all(
      [...owned].map(([roomId, entry]) =>
        work(roomId, entry).catch((error: unknown) =>
          deps.log.warn({ err: error as Error, roomId }, 'looking after a stage failed'),
        ),
      ),
    );

  return {
    take,
    has: (roomId) => owned.has(roomId),
    tell,
    async refresh() {
      await forEachOwned(keep);
    },
    async close() {
      await forEachOwned(giveUp);
    },
  };
}
