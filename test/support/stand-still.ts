import type { Composed } from '#src/compose.ts';

/** A process that stands still just before a step, until it is told to go on. */
export function standStillAt(
  deps: Composed,
  step: 'remove' | 'claim' | 'owners' | 'markPaidLate' | 'keepSerials' | 'insertPlaced' | 'take',
) {
  const reached = Promise.withResolvers<void>();
  const opened = Promise.withResolvers<void>();
  const wait = <A extends unknown[], R>(run: (...args: A) => Promise<R>) => {
    return async (...args: A): Promise<R> => {
      reached.resolve();
      await opened.promise;
      return run(...args);
    };
  };
  const { gate, orders, stock } = deps;
  const slow: Composed = {
    ...deps,
    gate: {
      ...gate,
      ...(step === 'keepSerials' && { keepSerials: wait(gate.keepSerials) }),
      ...(step === 'take' && { take: wait(gate.take) }),
    },
    orders: {
      ...orders,
      ...(step === 'markPaidLate' && { markPaidLate: wait(orders.markPaidLate) }),
      ...(step === 'insertPlaced' && { insertPlaced: wait(orders.insertPlaced) }),
    },
    stock: {
      ...stock,
      units: {
        ...stock.units,
        ...(step === 'remove' && { remove: wait(stock.units.remove) }),
        ...(step === 'owners' && { owners: wait(stock.units.owners) }),
        ...(step === 'claim' && { claim: wait(stock.units.claim) }),
      },
    },
  };
  return { deps: slow, reached: reached.promise, goOn: opened.resolve };
}
