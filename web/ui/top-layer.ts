import { signal } from '@preact/signals';

/** Open modal dialogs, the last one on top; toasts move into it, because what is outside a modal dialog is inert. */
export const openModals = signal<readonly HTMLElement[]>([]);

/** Where something that must stay usable above everything has to be rendered. */
export function topLayer(): HTMLElement {
  return openModals.value.at(-1) ?? document.body;
}
