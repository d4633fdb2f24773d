import { computed, effect, untracked, type ReadonlySignal } from '@preact/signals';
import {
  createPurchases as createClientPurchases,
  type Purchase,
  type Purchases as ClientPurchases,
} from '../../../sdk/src/index.ts';
import { follow } from '../../lib/follow.ts';
import type { RoomWatch } from '../../lib/room-client.ts';
import { account } from '../../lib/session.ts';
import type { Connection } from '../../lib/socket.ts';
import { ticketStorage } from './ticket-storage.ts';

export type { Hold, Purchase, PurchaseState } from '../../../sdk/src/index.ts';

/** The purchases of this visit and those resumed from before a reload, as signals. */
export interface Purchases extends Omit<ClientPurchases, 'list' | 'setAccount'> {
  /** Newest last. */
  readonly list: ReadonlySignal<readonly Purchase[]>;
  /** Those with units held and unpaid. */
  readonly holds: ReadonlySignal<readonly Purchase[]>;
}

interface Needs {
  connection: Pick<Connection, 'request' | 'on' | 'onConnected'>;
  room: Pick<RoomWatch, 'seq'>;
  /** The video's clock in milliseconds, when there is a video. */
  mediaMs: () => number | undefined;
}

export function createPurchases({ connection, room, mediaMs }: Needs): Purchases {
  const purchases = createClientPurchases({
    connection,
    store: ticketStorage,
    seen: () => ({ seq: room.seq(), mediaMs: mediaMs() }),
  });
  const list = follow(purchases.list);
  const stop = effect(() => {
    const id = account.value?.id;
    untracked(() => purchases.setAccount(id));
  });
  return {
    ...purchases,
    list,
    holds: computed(() => list.value.filter(({ state }) => state.step === 'held')),
    close() {
      stop();
      purchases.close();
    },
  };
}
