import type { Media } from '#media/index.ts';
import type { Id } from '#src/contract/ids.ts';
import type { RoomEvent } from '#src/contract/rooms.ts';
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
  unwatch(): void;
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
    entry?.unwatch();
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

  async function take(roomId: Id, from?: string): Promise<string> {
    const owner = await place.claim(roomId, node, from);
    if (owner !== node || owned.has(roomId)) return owner;
    const entry: Owned = { unwatch: () => {}, told: Promise.resolve() };
    owned.set(roomId, entry);
    const feed = await deps.feeds
      .enter(roomId, attendance, { counted: false, isHost: false })
      .catch((error: unknown) => {
        owned.delete(roomId);
        throw error;
      });
    entry.unwatch = feed.watch((event) => onEvent(feed, event));
    return owner;
  }

  return {
    take,
    tell,
    async refresh() {
      for (const roomId of owned.keys()) {
        const feed = await deps.feeds.open(roomId);
        const idle = (media.findStage(roomId)?.state ?? 'off') === 'off' && !isOnAir(feed.snapshot.state);
        if (idle) {
          forget(roomId);
          await place.leave(roomId, node);
        } else if ((await place.claim(roomId, node)) !== node) {
          onLost(forget(roomId));
        }
      }
    },
    async close() {
      const all = [...owned];
      for (const [roomId, entry] of all) {
        if (media.findStage(roomId)?.state === 'on') tell(roomId, 'reconnecting');
        await entry.told;
        onLost(forget(roomId));
        await place.leave(roomId, node);
      }
    },
  };
}
