import { Upload } from 'lucide';
import { useState } from 'preact/hooks';
import type { PaperKind, ShopFile, ShopPart, ShopView } from '../../src/contract/shops.ts';
import { t } from '../i18n/i18n.ts';
import { api } from '../lib/api.ts';
import { uploadImage } from '../lib/files.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Drawer } from '../ui/drawer.tsx';
import { TextField } from '../ui/field.tsx';
import { Form, useForm } from '../ui/form.tsx';
import { Icon } from '../ui/icon.tsx';
import { toastError } from '../ui/toast.tsx';
import type { ShopState } from './shop.ts';

/** What each part asks for, and the papers handed in with it. */
const fields = {
  owner: ['realName', 'idNumber'],
  business: ['legalName', 'legalId'],
  basics: ['name', 'category', 'contact'],
  payout: ['holder', 'account'],
} as const satisfies Record<ShopPart, readonly string[]>;
const papers: Partial<Record<ShopPart, readonly PaperKind[]>> = {
  owner: ['id_card_front', 'id_card_back'],
  business: ['business_licence'],
};

interface PartDrawerProps {
  state: ShopState;
  shop: ShopView;
  part: ShopPart | undefined;
  onClose: () => void;
}

/** One part of the shop's file to fill in. */
export function PartDrawer({ part, onClose, ...rest }: PartDrawerProps) {
  return (
    <Drawer open={part !== undefined} onClose={onClose} title={part ? t(`shop:part.${part}`) : ''}>
      {part && <PartForm key={part} part={part} onDone={onClose} {...rest} />}
    </Drawer>
  );
}

function PartForm({
  state,
  shop,
  part,
  onDone,
}: {
  state: ShopState;
  shop: ShopView;
  part: ShopPart;
  onDone: () => void;
}) {
  const saved = (state.file.value[part] ?? {}) as Record<string, string>;
  const [uploaded, setUploaded] = useState<Partial<Record<PaperKind, string>>>(() => state.file.value.papers ?? {});
  const names: readonly string[] = fields[part];
  const kinds = papers[part] ?? [];
  const form = useForm<Record<string, string>>({
    initial: Object.fromEntries(names.map((name) => [name, saved[name] ?? (name === 'name' ? shop.name : '')])),
    validate: (values) =>
      Object.fromEntries(names.filter((name) => !values[name]?.trim()).map((name) => [name, t('field.required')])),
    submit: async (values) => {
      const own = Object.fromEntries(kinds.flatMap((kind) => (uploaded[kind] ? [[kind, uploaded[kind]]] : [])));
      const body = { [part]: values, ...(kinds.length > 0 && { papers: own }) } as Partial<ShopFile>;
      const answer = await api('PUT /api/shops/:id/file', { params: { id: shop.id }, body });
      if (!answer.ok) return answer.error;
      await state.choose(shop.id);
      onDone();
      return undefined;
    },
  });
  return (
    <Form
      form={form}
      actions={
        <Button
          type="submit"
          variant="primary"
          size="l"
          full
          loading={form.busy.value}
          disabled={kinds.some((kind) => !uploaded[kind])}
        >
          {t('action.save')}
        </Button>
      }
    >
      {names.map((name) => (
        <TextField key={name} label={t(`shop:field.${name as 'realName'}`)} maxLength={80} {...form.text(name)} />
      ))}
      {kinds.map((kind) => (
        <PaperField
          key={kind}
          kind={kind}
          id={uploaded[kind]}
          onUploaded={(id) => setUploaded((before) => ({ ...before, [kind]: id }))}
        />
      ))}
      {kinds.length > 0 && <p class="small muted">{t('shop:paper.note')}</p>}
    </Form>
  );
}

function PaperField({
  kind,
  id,
  onUploaded,
}: {
  kind: PaperKind;
  id: string | undefined;
  onUploaded: (id: string) => void;
}) {
  const [isBusy, setBusy] = useState(false);
  const choose = async (file: File | undefined) => {
    if (!file) return;
    setBusy(true);
    const answer = await uploadImage(file, 'paper');
    setBusy(false);
    if (answer.ok) onUploaded(answer.data.id);
    else toastError(answer.error);
  };
  return (
    <label class="shop-paper">
      <input
        type="file"
        accept="image/png,image/jpeg,image/webp"
        class="sr-only"
        onChange={(event) => void choose(event.currentTarget.files?.[0])}
      />
      <span class="grow">{t(`shop:paper.${kind}`)}</span>
      {id && <Badge tone="success">{t('shop:paper.there')}</Badge>}
      <span class="shop-paper-button" aria-hidden="true" data-busy={isBusy}>
        <Icon node={Upload} size={18} /> {id ? t('shop:paper.replace') : t('shop:paper.choose')}
      </span>
    </label>
  );
}
