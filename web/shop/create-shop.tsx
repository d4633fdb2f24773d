import { Building2, Store, User } from 'lucide';
import type { ShopType } from '../../src/contract/shops.ts';
import { t } from '../i18n/i18n.ts';
import { api } from '../lib/api.ts';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { TextField } from '../ui/field.tsx';
import { Form, useForm } from '../ui/form.tsx';
import { Icon } from '../ui/icon.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import type { ShopState } from './shop.ts';

const types = [
  { type: 'personal', icon: User },
  { type: 'individual_business', icon: Store },
  { type: 'enterprise', icon: Building2 },
] as const;

/** Step one of four: what kind of shop, and its name. Free, without deposit. */
export function CreateShop({ state }: { state: ShopState }) {
  const form = useForm({
    initial: { type: 'personal', name: '' },
    validate: ({ name }) => (name.trim().length < 2 ? { name: t('field.tooShort', { count: 2 }) } : {}),
    submit: async ({ type, name }) => {
      const answer = await api('POST /api/shops', { body: { type, name: name.trim() } });
      if (!answer.ok) return answer.error;
      await state.load();
      return undefined;
    },
  });
  const chosen = form.values.value.type;
  return (
    <>
      <PageHeader title={t('shop:create.title')} note={t('shop:create.note')} />
      <Card>
        <Form
          form={form}
          actions={
            <Button type="submit" variant="primary" size="l" loading={form.busy.value}>
              {t('shop:create.go')}
            </Button>
          }
        >
          <fieldset class="shop-types">
            <legend class="sr-only">{t('shop:create.type')}</legend>
            {types.map(({ type, icon }) => (
              <label key={type} class="shop-type" data-chosen={chosen === type}>
                <input
                  type="radio"
                  name="type"
                  class="sr-only"
                  checked={chosen === type}
                  onChange={() => form.set({ type: type satisfies ShopType })}
                />
                <Icon node={icon} size={28} />
                <span class="strong">{t(`shop:type.${type}`)}</span>
                <span class="small muted">{t(`shop:typeNote.${type}`)}</span>
              </label>
            ))}
          </fieldset>
          <TextField label={t('shop:create.name')} maxLength={30} {...form.text('name')} />
        </Form>
      </Card>
    </>
  );
}
