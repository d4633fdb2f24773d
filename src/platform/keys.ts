/** Builds every Redis key of the service; all keys of a room share one hash slot through the tag `{room:<id>}`. */
export interface Keys {
  readonly prefix: string;
  /** A key of one room, e.g. `room(id, 'log')` -> `sc:{room:<id>}:log`. */
  room(roomId: string, name: string): string;
  /** A key outside rooms, e.g. `global('rooms', 'active')` -> `sc:rooms:active`. */
  global(...parts: string[]): string;
}

/** @param prefix keeps several deployments, or tests, apart in one Redis */
export function createKeys(prefix: string): Keys {
  return {
    prefix,
    room: (roomId, name) => `${prefix}:{room:${roomId}}:${name}`,
    global: (...parts) => [prefix, ...parts].join(':'),
  };
}
