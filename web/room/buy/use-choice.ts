import { useRef, useState } from 'preact/hooks';
import type { ShelfItem, ShelfSku } from '../../../src/contract/shelf.ts';
import type { Failure } from '../../lib/api-error.ts';
import { account } from '../../lib/session.ts';
import { askSignIn } from '../../lib/sign-in.tsx';
import type { FormState } from '../../ui/form.tsx';
import { useRoom } from '../page.ts';
import { useAddressForm, type AddressValues } from './address-form.tsx';
import { quantityLimit } from './selling.ts';
import type { PurchaseRequest } from '../../../sdk/src/index.ts';

/** What is being chosen, and buying it. */
export interface Choice {
  sku: ShelfSku;
  quantity: number;
  setSku(skuId: string): void;
  setQuantity(quantity: number): void;
  /** Why the service said no to the last try. */
  refusal: Failure | undefined;
  busy: boolean;
  addressForm: FormState<AddressValues>;
  isAddressOpen: boolean;
  openAddress(): void;
  /** Signs in and asks for the address where needed, then places the purchase. */
  buy(): Promise<void>;
}

export function useChoice(item: ShelfItem, first: ShelfSku): Choice {
  const { addresses, purchases, sheet, roomId } = useRoom();
  const [skuId, setSkuId] = useState(first.skuId);
  const [wanted, setWanted] = useState(1);
  const [refusal, setRefusal] = useState<Failure | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const [isOpen, setOpen] = useState(false);
  const sku = item.skus.find((each) => each.skuId === skuId) ?? first;
  const quantity = Math.min(wanted, quantityLimit(item, sku).max);
  const isAddressOpen = isOpen || (Boolean(account.value) && addresses.address.value === null);

  // The price agreed to is the one on the screen at the press, also when the address form comes in between.
  const place = async () => {
    const purchase = await purchases.place(requestOf(roomId, item, sku, quantity));
    if (purchase.state.step !== 'refused') return sheet.follow(purchase.ticket.id);
    setRefusal(purchase.state.failure);
    if (purchase.state.failure.code === 'ADDRESS_REQUIRED') setOpen(true);
  };
  const latest = useRef(place);
  latest.current = place;
  const addressForm = useAddressForm(addresses.address.peek(), addresses.save, async () => {
    setOpen(false);
    await latest.current();
  });

  const buy = async () => {
    if (busy) return;
    const hadForm = isAddressOpen;
    setRefusal(undefined);
    if (!account.peek() && !(await askSignIn())) return;
    setBusy(true);
    try {
      const address = await addresses.load();
      if (address === null || isOpen) {
        setOpen(true);
        // A form that has only just appeared is for filling in, not for being told off.
        if (hadForm) await addressForm.submit();
        focusFirstWrong();
      } else {
        await latest.current();
      }
    } finally {
      setBusy(false);
    }
  };
  return {
    sku,
    quantity,
    setSku: (next) => {
      setSkuId(next);
      setRefusal(undefined);
    },
    setQuantity: setWanted,
    refusal,
    busy,
    addressForm,
    isAddressOpen,
    openAddress: () => {
      addressForm.set(addresses.address.peek() ?? {});
      setOpen(true);
    },
    buy,
  };
}

function requestOf(roomId: string, item: ShelfItem, sku: ShelfSku, quantity: number): PurchaseRequest {
  return {
    roomId,
    itemId: item.itemId,
    skuId: sku.skuId,
    quantity,
    priceVersion: item.priceVersion,
    title: item.title,
    skuName: sku.name,
    picture: item.picture,
    unitPrice: sku.price,
  };
}

/** The button stands outside of the form, so the form does not do it. */
function focusFirstWrong(): void {
  requestAnimationFrame(() => {
    document.querySelector<HTMLElement>('.room-address-form [aria-invalid=true]')?.focus();
  });
}
