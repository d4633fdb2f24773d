import type { CommandOutput } from '#src/contract/commands.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import type { Actor, SocketPort } from '#src/platform/edge/types.ts';
import { roomRights } from './authorize.ts';
import { roomChannel } from './feed/feeds.ts';
import { standingOf } from './join-room.ts';
import { enterRoom, membershipOf } from './membership.ts';

/** What a client missed after a number; a connection that is new to the room is put into it first. @throws NOT_FOUND ROOM_FULL */
export async function catchUp(
  deps: Pick<Deps, 'feeds' | 'chat' | 'clock' | 'channels'>,
  actor: Actor,
  socket: SocketPort,
  input: { room: Id; after: number },
): Promise<CommandOutput<'room:catch-up'>> {
  const membership = membershipOf(deps.feeds, socket);
  const feed = await deps.feeds.open(input.room);
  if (membership.rooms.has(input.room)) {
    // A viewer who was too slow has left the channel and not the room.
    socket.join(roomChannel(input.room));
    return feed.catchUp(input.after);
  }
  const record = await feed.record();
  const rights = roomRights(record, actor);
  const standing = await standingOf(deps, feed, record, rights, actor);
  await enterRoom(deps, socket, membership, input.room, rights);
  return { ...(await feed.catchUp(input.after)), standing, ...(feed.isReadOnly && { readOnly: true }) };
}
