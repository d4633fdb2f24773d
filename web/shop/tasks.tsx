import { CircleCheck, CircleDashed } from 'lucide';
import { useState } from 'preact/hooks';
import type { OpeningTask, ShopView } from '../../src/contract/shops.ts';
import { t } from '../i18n/i18n.ts';
import { api } from '../lib/api.ts';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { TextField } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { tell, type ShopState } from './shop.ts';

/** What a business shop must do before it opens. */
export function Tasks({ state, shop }: { state: ShopState; shop: ShopView }) {
  const canDo = shop.state === 'approved' || shop.state === 'open';
  return (
    <Card title={t('shop:task.title')} note={canDo ? t('shop:task.note') : t('shop:task.later')}>
      <ul class="shop-checklist">
        {shop.tasks.map(({ task, done }) => (
          <Task key={task} state={state} shop={shop} task={task} done={done} canDo={canDo} />
        ))}
      </ul>
    </Card>
  );
}

function Task({
  state,
  shop,
  task,
  done,
  canDo,
}: {
  state: ShopState;
  shop: ShopView;
  task: OpeningTask;
  done: boolean;
  canDo: boolean;
}) {
  const [address, setAddress] = useState('');
  const [isBusy, setBusy] = useState(false);
  const needsAddress = task === 'after_sale_address';
  const doIt = async () => {
    setBusy(true);
    const answer = await api('POST /api/shops/:id/tasks', {
      params: { id: shop.id },
      body: { task, ...(needsAddress && { afterSaleAddress: address.trim() }) },
    });
    setBusy(false);
    if (tell(answer.ok ? undefined : answer.error, t('shop:task.done')) && answer.ok) state.take(answer.data.shop);
  };
  return (
    <li class="shop-check" data-status={done ? 'approved' : 'missing'}>
      <Icon node={done ? CircleCheck : CircleDashed} size={20} />
      <div class="grow stack gap-2">
        <p class="strong">{t(`shop:task.${task}.title`)}</p>
        {!done && <p class="small muted">{t(`shop:task.${task}.help`)}</p>}
        {!done && canDo && needsAddress && (
          <TextField
            label={t('shop:task.address')}
            hideLabel
            placeholder={t('shop:task.address')}
            value={address}
            onInput={setAddress}
          />
        )}
      </div>
      {!done && canDo && (
        <Button
          size="s"
          loading={isBusy}
          disabled={needsAddress && address.trim().length < 5}
          onClick={() => void doIt()}
        >
          {t('shop:task.do')}
        </Button>
      )}
    </li>
  );
}
