import type { OrderState } from '../../src/contract/purchases.ts';
import type { Tone } from '../ui/badge.tsx';

/** The colour that repeats what an order's state says. */
export const orderTones: Record<OrderState, Tone> = {
  placed: 'warning',
  paid: 'accent',
  shipped: 'neutral',
  completed: 'success',
  cancelled: 'neutral',
  refunding: 'warning',
  refunded: 'neutral',
  void: 'neutral',
};
