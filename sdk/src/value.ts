/** Something that changes and can be followed. */
export interface Value<T> {
  get(): T;
  /** Calls the listener at every change, not now; returns how to stop. */
  subscribe(listener: (value: T) => void): () => void;
}

export interface Settable<T> extends Value<T> {
  set(next: T): void;
}

export function createValue<T>(initial: T): Settable<T> {
  let current = initial;
  const listeners = createListeners<[T]>();
  return {
    get: () => current,
    subscribe: listeners.add,
    set(next) {
      if (Object.is(next, current)) return;
      current = next;
      listeners.call(next);
    },
  };
}

/** Functions to call when something happens. */
export interface Listeners<A extends unknown[]> {
  /** Returns how to stop. */
  add(listener: (...args: A) => void): () => void;
  call(...args: A): void;
  clear(): void;
}

export function createListeners<A extends unknown[]>(): Listeners<A> {
  const all = new Set<(...args: A) => void>();
  return {
    add(listener) {
      all.add(listener);
      return () => void all.delete(listener);
    },
    call(...args) {
      for (const listener of all) listener(...args);
    },
    clear: () => all.clear(),
  };
}
