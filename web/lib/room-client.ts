import { computed, signal, type ReadonlySignal } from '@preact/signals';
import {
  watchRoom as watch,
  type Connection,
  type RoomSnapshot,
  type RoomView,
  type RoomWatch as Watch,
  type Standing,
} from '../../sdk/src/index.ts';

export type { Standing } from '../../sdk/src/index.ts';

/** A room as this page follows it: the client's watch with its parts as signals, which change together once per frame. */
export interface RoomWatch extends Watch {
  readonly snapshot: ReadonlySignal<RoomSnapshot | undefined>;
  readonly standing: ReadonlySignal<Standing | undefined>;
  readonly failure: ReadonlySignal<RoomView['failure']>;
  readonly readOnly: ReadonlySignal<boolean>;
  readonly skipped: ReadonlySignal<number>;
}

/** Joins a room and follows it. */
export function watchRoom(
  connection: Pick<Connection, 'request' | 'on' | 'onConnected' | 'onIdentity'>,
  roomId: string,
): RoomWatch {
  const room = watch(connection, roomId);
  const view = signal(room.view.get());
  room.view.subscribe((now) => (view.value = now));
  return {
    ...room,
    snapshot: computed(() => view.value.snapshot),
    standing: computed(() => view.value.standing),
    failure: computed(() => view.value.failure),
    readOnly: computed(() => view.value.readOnly === true),
    skipped: computed(() => view.value.skipped ?? 0),
  };
}
