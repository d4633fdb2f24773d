import type { Address } from '../../../src/contract/accounts.ts';
import { t } from '../../i18n/i18n.ts';
import type { Failure } from '../../lib/api-error.ts';
import { TextField } from '../../ui/field.tsx';
import { Form, useForm, type FormState } from '../../ui/form.tsx';

export type AddressValues = { name: string; phone: string; region: string; street: string };

/** State of the address form; `onSaved` runs after the service has taken it. */
export function useAddressForm(
  initial: Address | null | undefined,
  save: (address: Address) => Promise<Failure | undefined>,
  onSaved: () => Promise<void> | void,
): FormState<AddressValues> {
  return useForm<AddressValues>({
    initial: initial ?? { name: '', phone: '', region: '', street: '' },
    validate: (values) => ({
      ...missing(values),
      ...(values.phone.trim() &&
        !/^\+?[0-9 -]{5,20}$/.test(values.phone.trim()) && { phone: t('room:buy.phoneWrong') }),
    }),
    submit: async ({ name, phone, region, street }) => {
      const refusal = await save({
        name: name.trim(),
        phone: phone.trim(),
        region: region.trim(),
        street: street.trim(),
      });
      if (!refusal) await onSaved();
      return refusal;
    },
  });
}

function missing(values: AddressValues): Partial<AddressValues> {
  const empty = Object.entries(values).filter(([, value]) => !value.trim());
  return Object.fromEntries(empty.map(([name]) => [name, t('field.required')]));
}

/** Where to deliver; asked once, in the middle of buying. */
export function AddressForm({ form }: { form: FormState<AddressValues> }) {
  return (
    <Form form={form} class="room-address-form">
      <div class="room-address-pair">
        <TextField label={t('room:buy.name')} autocomplete="name" maxLength={40} {...form.text('name')} />
        <TextField
          label={t('room:buy.phone')}
          type="tel"
          inputmode="tel"
          autocomplete="tel"
          maxLength={20}
          {...form.text('phone')}
        />
      </div>
      <TextField label={t('room:buy.region')} autocomplete="address-level1" maxLength={80} {...form.text('region')} />
      <TextField label={t('room:buy.street')} autocomplete="street-address" maxLength={160} {...form.text('street')} />
      {/* Enter in a field sends the form; the visible button stands in the sheet's foot. */}
      <button type="submit" hidden />
    </Form>
  );
}
