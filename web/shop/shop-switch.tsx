import { SelectField } from '../ui/field.tsx';
import { t } from '../i18n/i18n.ts';
import type { ShopState } from './shop.ts';

/** Chooses among several shops; nothing while there is one. */
export function ShopSwitch({ state }: { state: ShopState }) {
  const shops = state.shops.value ?? [];
  if (shops.length < 2) return null;
  return (
    <SelectField
      label={t('shop:switch')}
      hideLabel
      value={state.shop.value?.id ?? ''}
      onChange={(id) => void state.choose(id)}
      options={shops.map((shop) => ({ value: shop.id, label: shop.name }))}
    />
  );
}
