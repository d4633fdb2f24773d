import type { CommandInput, CommandOutput } from '#src/contract/commands.ts';
import type { Deps } from '#src/deps.ts';
import type { Actor, SocketPort } from '#src/platform/edge/types.ts';
import { roomRights } from './authorize.ts';
import { roomChannel } from './feed/feeds.ts';
import { ownLinesOf, showOwn, standingOf } from './join-room.ts';
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
  // The turn is taken before anything is waited for, so that a command that came later stays behind this one.
  return inTurn(membership, input.room, async () => {
    const feed = await deps.feeds.open(input.room);
    if (membership.rooms.has(input.room) && !input.standing) {
      // A viewer who was too slow has left the channel and not the room.
      socket.join(roomChannel(input.room));
      const answer = await feed.catchUp(input.after);
      return answer.how === 'events' ? answer : showOwn(answer, await ownLinesOf(deps, feed, actor));
    }
    const record = await feed.record();
    const rights = roomRights(record, actor);
    const [standing, own] = await Promise.all([
      standingOf(deps, feed, record, rights, actor),
      ownLinesOf(deps, feed, actor),
    ]);
    await enterRoom(deps, socket, membership, input.room, rights);
    const answer = showOwn(await feed.catchUp(input.after), own);
    return { ...answer, standing, ...(feed.isReadOnly && { readOnly: true }) };
  });
}
