import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { openModals } from './top-layer.ts';

/**
 * Opens a native modal dialog while `open`: focus is trapped, the page behind is inert and focus returns afterwards.
 * Esc and a press on the backdrop ask to close; whether it closes is the owner's decision.
 */
export function useModal(open: boolean, onClose: () => void): RefObject<HTMLDialogElement | null> {
  const ref = useRef<HTMLDialogElement>(null);
  const close = useRef(onClose);
  close.current = onClose;

  useEffect(() => {
    const dialog = ref.current;
    if (!open || !dialog) return undefined;
    const before = document.activeElement;
    const stopListening = listen(dialog, () => close.current());
    dialog.showModal();
    openModals.value = [...openModals.peek(), dialog];
    return () => {
      stopListening();
      openModals.value = openModals.peek().filter((other) => other !== dialog);
      dialog.close();
      // The element is gone from the page by now, so the browser does not give the focus back by itself.
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, [open]);

  return ref;
}

function listen(dialog: HTMLDialogElement, close: () => void): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  let pressed: EventTarget | null = null;
  const onCancel = (event: Event) => {
    // Cancelling a file picker inside bubbles here too.
    if (event.target !== dialog) return;
    event.preventDefault();
    close();
  };
  dialog.addEventListener('cancel', onCancel, { signal });
  dialog.addEventListener('pointerdown', (event) => void (pressed = event.target), { signal });
  // Both ends of the press must be on the backdrop: selecting text past the edge must not close.
  dialog.addEventListener('click', (event) => event.target === dialog && pressed === dialog && close(), { signal });
  return () => listening.abort();
}
