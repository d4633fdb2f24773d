import { signal } from '@preact/signals';

const query = matchMedia('(min-width: 64rem)');

/** True where shelf and chat stand beside the preview; on a phone they are tabs under it. */
export const isWide = signal(query.matches);

query.addEventListener('change', ({ matches }) => {
  isWide.value = matches;
});
