import type { Composed } from '#src/compose.ts';

/** A step of a verb as `store.method`, e.g. `orders.insertPlaced` or `stock.units.claim`. */
export type Step =
  `${'orders' | 'gate' | 'shelf' | 'payments' | 'draws' | 'windows' | 'stock.units' | 'stock.pools' | 'stock.skus'}.${string}`;

export class Died extends Error {}

/**
 * The same dependencies, except that the process "dies" right before or right after one step: every later step of the
 * same deps fails too, as nothing runs any more.
 */
export function dieAt(deps: Composed, step: Step, when: 'before' | 'after'): Composed {
  let dead = false;
  const wrap = <T extends object>(store: T, path: string): T =>
    new Proxy(store, {
      get(target, name, receiver) {
        const value: unknown = Reflect.get(target, name, receiver);
        if (typeof value === 'object' && value !== null) return wrap(value, `${path}.${String(name)}`);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]) => {
          const isStep = `${path}.${String(name)}` === step;
          if (dead || (isStep && when === 'before')) {
            dead = true;
            return Promise.reject(new Died(step));
          }
          const result: unknown = value.apply(target, args);
          if (!isStep) return result;
          return Promise.resolve(result).then(() => {
            dead = true;
            throw new Died(step);
          });
        };
      },
    });
  const { orders, gate, shelf, stock, payments, draws, windows } = deps;
  return {
    ...deps,
    orders: wrap(orders, 'orders'),
    gate: wrap(gate, 'gate'),
    shelf: wrap(shelf, 'shelf'),
    stock: wrap(stock, 'stock'),
    payments: wrap(payments, 'payments'),
    draws: wrap(draws, 'draws'),
    windows: wrap(windows, 'windows'),
  };
}
