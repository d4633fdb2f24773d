import type { CommandInput, CommandOutput } from '#src/contract/commands.ts';
import type { Deps } from '#src/deps.ts';
import type { Actor, SocketPort } from '#src/platform/edge/types.ts';
import { roomRights } from './authorize.ts';
import { roomChannel } from './feed/feeds.ts';
import { standingOf } from './join-room.ts';
import { enterRoom, inTurn, membershipOf } from './membership.ts';

type CatchUpDeps = Pick<Deps, 'feeds' | 'chat' | 'clock' | 'channels'>;

/**
 * What a client missed after a number. A connection that is new to the room is put into it first; so is one that asks for its
 * standing, whose rights may have changed. @throws NOT_FOUND ROOM_FULL
 */
export async function catchUp(
  deps: CatchUpDeps,
  actor: Actor,
  socket: SocketPort,
  input: CommandInput<'room:catch-up'>,
): Promise<CommandOutput<'room:catch-up'>> {
  const membership = membershipOf(deps.feeds, socket);
  const feed = await deps.feeds.open(input.room);
  if (membership.rooms.has(input.room) && !input.standing) {
    // A viewer who was too slow has left the channel and not the room.
    socket.join(roomChannel(input.room));
    return feed.catchUp(input.after);
  }
  return inTurn(membership, input.room, async () => {
    const record = await feed.record();
    const rights = roomRights(record, actor);
    const standing = await standingOf(deps, feed, record, rights, actor);
    await enterRoom(deps, socket, membership, input.room, rights);
    return { ...(await feed.catchUp(input.after)), standing, ...(feed.isReadOnly && { readOnly: true }) };
  });
}
