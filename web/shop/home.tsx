import { CircleAlert, CircleCheck, CircleDashed, Clock, FileSignature, Send } from 'lucide';
import { useState } from 'preact/hooks';
import type { PartStatus, ShopPart, ShopView } from '../../src/contract/shops.ts';
import { t } from '../i18n/i18n.ts';
import { api } from '../lib/api.ts';
import { Badge, type Tone } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Icon } from '../ui/icon.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { PartDrawer } from './part-drawer.tsx';
import { tell, type ShopState } from './shop.ts';
import { ShopSwitch } from './shop-switch.tsx';
import { Tasks } from './tasks.tsx';

const tones: Record<ShopView['state'], Tone> = {
  opened: 'neutral',
  in_review: 'warning',
  rejected: 'danger',
  approved: 'accent',
  open: 'success',
  frozen: 'danger',
};

/** Where the shop stands and what is to be done next, as a checklist. */
export function Home({ state, shop }: { state: ShopState; shop: ShopView }) {
  const [part, setPart] = useState<ShopPart | undefined>(undefined);
  return (
    <>
      <PageHeader
        title={shop.name}
        state={
          <Badge tone={tones[shop.state]} dot>
            {t(`shop:state.${shop.state}`)}
          </Badge>
        }
        note={t(`shop:type.${shop.type}`)}
        actions={<ShopSwitch state={state} />}
      />
      <div class="stack gap-6">
        <Next state={state} shop={shop} />
        <Card title={t('shop:file.title')} note={t('shop:file.note')}>
          <ul class="shop-checklist">
            {(Object.entries(shop.parts) as [ShopPart, PartStatus][]).map(([name, status]) => (
              <Part
                key={name}
                part={name}
                status={status}
                canEdit={shop.state === 'opened' || shop.state === 'rejected'}
                onEdit={() => setPart(name)}
              />
            ))}
          </ul>
        </Card>
        {shop.tasks.length > 0 && <Tasks state={state} shop={shop} />}
      </div>
      <PartDrawer state={state} shop={shop} part={part} onClose={() => setPart(undefined)} />
    </>
  );
}

/** The one thing to do now, in words, with its button. */
function Next({ state, shop }: { state: ShopState; shop: ShopView }) {
  const [isBusy, setBusy] = useState(false);
  const act = async (route: 'POST /api/shops/:id/submit' | 'POST /api/shops/:id/sign', done: string) => {
    setBusy(true);
    const answer = await api(route, { params: { id: shop.id } });
    setBusy(false);
    if (tell(answer.ok ? undefined : answer.error, done) && answer.ok) state.take(answer.data.shop);
  };
  const missing = Object.values(shop.parts).some(
    (status) => status?.status === 'missing' || status?.status === 'rejected',
  );
  const words = nextWords(shop, missing);
  return (
    <Card title={t('shop:next.title')}>
      <div class="shop-next">
        <p class="grow">{words}</p>
        {(shop.state === 'opened' || shop.state === 'rejected') && (
          <Button
            variant="primary"
            icon={Send}
            loading={isBusy}
            disabled={missing}
            onClick={() => void act('POST /api/shops/:id/submit', t('shop:next.submitted'))}
          >
            {t('shop:next.submit')}
          </Button>
        )}
        {shop.state === 'approved' && !shop.signed && (
          <Button
            variant="primary"
            icon={FileSignature}
            loading={isBusy}
            onClick={() => void act('POST /api/shops/:id/sign', t('shop:next.signed'))}
          >
            {t('shop:next.sign')}
          </Button>
        )}
      </div>
    </Card>
  );
}

function nextWords(shop: ShopView, missing: boolean): string {
  switch (shop.state) {
    case 'opened':
      return missing ? t('shop:next.fill') : t('shop:next.ready');
    case 'rejected':
      return t('shop:next.rejected');
    case 'in_review':
      return t('shop:next.inReview');
    case 'approved':
      return shop.signed ? t('shop:next.tasks') : t('shop:next.toSign');
    case 'open':
      return t('shop:next.open');
    case 'frozen':
      return t('shop:next.frozen', { reason: shop.frozenReason ?? '' });
  }
}

const icons = {
  missing: CircleDashed,
  filled: CircleCheck,
  in_review: Clock,
  approved: CircleCheck,
  rejected: CircleAlert,
};

function Part({
  part,
  status,
  canEdit,
  onEdit,
}: {
  part: ShopPart;
  status: PartStatus;
  canEdit: boolean;
  onEdit: () => void;
}) {
  return (
    <li class="shop-check" data-status={status.status}>
      <Icon node={icons[status.status]} size={20} />
      <div class="grow">
        <p class="strong">{t(`shop:part.${part}`)}</p>
        <p class="small muted">{status.status === 'rejected' ? status.reason : t(`shop:partState.${status.status}`)}</p>
      </div>
      {canEdit && (
        <Button size="s" onClick={onEdit}>
          {status.status === 'missing' ? t('shop:file.fill') : t('action.edit')}
        </Button>
      )}
    </li>
  );
}
