/** Watches of each connection by room. The service knows one place per connection and room, which all of them share. */
const watches = new WeakMap<object, Map<string, Set<symbol>>>();

/** Notes a watch; answers how to end it, which tells whether it was the last of its room. */
export function noteWatch(connection: object, roomId: string): () => boolean {
  const rooms = watches.get(connection) ?? new Map<string, Set<symbol>>();
  watches.set(connection, rooms);
  const sharing = rooms.get(roomId) ?? new Set();
  rooms.set(roomId, sharing);
  const watch = Symbol(roomId);
  sharing.add(watch);
  return () => sharing.delete(watch) && sharing.size === 0 && rooms.delete(roomId);
}
