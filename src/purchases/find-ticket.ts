import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import type { Ticket } from '#src/stock/ticket.ts';

/** Finds a ticket in Redis, in the room named or else in every room that sells or has sold a moment ago. */
export async function findTicket(deps: Pick<Deps, 'gate'>, ticket: Id, room?: Id): Promise<Ticket | undefined> {
  if (room !== undefined) {
    const found = await deps.gate.ticket(room, ticket);
    if (found) return found;
  }
  const rooms = (await deps.gate.activeRooms()).filter((each) => each !== room);
  const found = await Promise.all(rooms.map((each) => deps.gate.ticket(each, ticket)));
  return found.find((each) => each !== undefined);
}
