import { signal } from '@preact/signals';

/** The show's title for the browser tab; empty until it is known. */
export const roomTitle = signal('');
