import { effect, signal, type ReadonlySignal } from '@preact/signals';
import type { Address } from '../../../src/contract/accounts.ts';
import { api } from '../../lib/api.ts';
import type { Failure } from '../../lib/api-error.ts';
import { account } from '../../lib/session.ts';

/** The remembered delivery address of whoever is signed in. */
export interface Addresses {
  /** `null`: there is none yet; `undefined`: not known yet. */
  readonly address: ReadonlySignal<Address | null | undefined>;
  /** Reads it, if it is not known. */
  load(): Promise<Address | null | undefined>;
  /** Resolves with the refusal, or with nothing when it was saved. */
  save(address: Address): Promise<Failure | undefined>;
  close(): void;
}

export function createAddresses(): Addresses {
  const address = signal<Address | null | undefined>(undefined);
  let loading: Promise<void> | undefined;
  const stop = effect(() => {
    void account.value?.id;
    address.value = undefined;
  });
  const read = async () => {
    const result = await api('GET /api/me/address', {});
    if (result.ok) address.value = result.data.address;
  };
  return {
    address,
    async load() {
      if (address.peek() === undefined && account.peek()) {
        loading ??= read().finally(() => (loading = undefined));
        await loading;
      }
      return address.peek();
    },
    async save(next) {
      const result = await api('PUT /api/me/address', { body: next });
      if (!result.ok) return result.error;
      address.value = result.data.address;
      return undefined;
    },
    close: stop,
  };
}
