import { MapPin } from 'lucide';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useRoom } from '../page.ts';
import { AddressForm } from './address-form.tsx';
import type { Choice } from './use-choice.ts';

/** The remembered address in one line, or the form the first time. */
export function AddressPart({ choice }: { choice: Choice }) {
  const { addresses } = useRoom();
  const address = addresses.address.value;
  if (choice.isAddressOpen) {
    return (
      <section class="room-address" aria-labelledby="room-address-title">
        <h3 id="room-address-title">{t('room:buy.addressTitle')}</h3>
        {address === null && <p class="muted small">{t('room:buy.addressNote')}</p>}
        <AddressForm form={choice.addressForm} />
      </section>
    );
  }
  if (!address) return null;
  return (
    <section class="room-address-line" aria-label={t('room:buy.address')}>
      <Icon node={MapPin} size={20} />
      <p class="grow small">
        <span class="strong">{address.name}</span> <span class="muted tabular room-phone-number">{address.phone}</span>
        <br />
        {address.region} {address.street}
      </p>
      <Button variant="quiet" size="s" onClick={choice.openAddress}>
        {t('room:buy.change')}
      </Button>
    </section>
  );
}
