import { signal, type ReadonlySignal } from '@preact/signals';
import type { Value } from '../../sdk/src/index.ts';

/** A value of the client as a signal; it lives as long as what it follows. */
export function follow<T>(value: Value<T>): ReadonlySignal<T> {
  const followed = signal(value.get());
  value.subscribe((now) => (followed.value = now));
  return followed;
}
