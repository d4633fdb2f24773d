import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { api } from '../../lib/api.ts';
import type { Failure } from '../../lib/api-error.ts';
import type { RoomWatch } from '../../lib/room-client.ts';

/** Following the channel of the room. */
export interface Following {
  readonly isFollowing: ReadonlySignal<boolean>;
  readonly followers: ReadonlySignal<number>;
  readonly isBusy: ReadonlySignal<boolean>;
  /** Follows or stops; resolves with the refusal. Needs an account. */
  toggle(): Promise<Failure | undefined>;
}

export function createFollowing(room: Pick<RoomWatch, 'snapshot' | 'standing' | 'noteStanding'>): Following {
  const told = signal<number | undefined>(undefined);
  const isBusy = signal(false);
  const isFollowing = computed(() => room.standing.value?.following ?? false);
  return {
    isFollowing,
    isBusy,
    followers: computed(() => told.value ?? room.snapshot.value?.channel.followers ?? 0),
    async toggle() {
      const channel = room.snapshot.peek()?.channel;
      if (!channel || isBusy.peek()) return undefined;
      const next = !isFollowing.peek();
      isBusy.value = true;
      const params = { params: { id: channel.id } };
      const result = next
        ? await api('PUT /api/channels/:id/follow', params)
        : await api('DELETE /api/channels/:id/follow', params);
      isBusy.value = false;
      if (!result.ok) return result.error;
      told.value = result.data.followers;
      room.noteStanding({ following: next });
      return undefined;
    },
  };
}
