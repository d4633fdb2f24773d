import { signal } from '@preact/signals';

const query = matchMedia('(min-width: 64rem) and (min-height: 34rem)');

/** True where three columns fit; a phone in landscape is wide but not tall. */
export const isWide = signal(query.matches);

query.addEventListener('change', ({ matches }) => {
  isWide.value = matches;
});
