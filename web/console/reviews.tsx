import { Check, ClipboardCheck, X } from 'lucide';
import { useEffect, useState } from 'preact/hooks';
import type { Review } from '../../src/contract/ops.ts';
import type { ShopPart } from '../../src/contract/shops.ts';
import { formatPrice } from '../i18n/format.ts';
import { t } from '../i18n/i18n.ts';
import { api, type Result } from '../lib/api.ts';
import type { Failure } from '../lib/api-error.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { SelectField, TextField } from '../ui/field.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Picture } from '../ui/picture.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { tell } from './console.ts';
import { Papers } from './papers.tsx';

const idOf = (review: Review) => (review.type === 'shop' ? review.shop.id : review.product.id);

/** What waits to be decided, the oldest first; A approves the first one, R goes to its reason. */
export function Reviews() {
  const [rows, setRows] = useState<Review[] | undefined>(undefined);
  const [failure, setFailure] = useState<Failure | undefined>(undefined);
  const load = async () => {
    const answer = await api('GET /api/ops/reviews', { query: { limit: 50 } });
    setFailure(answer.ok ? undefined : answer.error);
    if (answer.ok) setRows(answer.data.rows);
  };
  useEffect(() => void load(), []);
  const decided = (review: Review) => setRows((before) => before?.filter((each) => idOf(each) !== idOf(review)));
  if (failure) return <ErrorPanel {...failure} onRetry={() => void load()} />;
  return (
    <>
      <PageHeader title={t('console:nav.reviews')} note={t('console:review.note')} />
      {!rows && <Skeleton shape="block" height="16rem" />}
      {rows?.length === 0 && (
        <EmptyState icon={ClipboardCheck} title={t('console:review.empty')} text={t('console:review.emptyHelp')} />
      )}
      <div class="stack gap-6">
        {rows?.map((review, index) => (
          <ReviewCard key={idOf(review)} review={review} isFirst={index === 0} onDecided={() => decided(review)} />
        ))}
      </div>
    </>
  );
}

async function decide(review: Review, reason: string | undefined, part: ShopPart): Promise<Result<unknown>> {
  const params = { id: idOf(review) };
  if (review.type === 'product') {
    return api('POST /api/ops/products/:id/decision', {
      params,
      body: reason === undefined ? { decision: 'approve' } : { decision: 'reject', reason },
    });
  }
  return api('POST /api/ops/shops/:id/decision', {
    params,
    body: reason === undefined ? { decision: 'approve' } : { decision: 'reject', reasons: { [part]: reason } },
  });
}

function ReviewCard({ review, isFirst, onDecided }: { review: Review; isFirst: boolean; onDecided: () => void }) {
  const [reason, setReason] = useState('');
  const [part, setPart] = useState<ShopPart>('owner');
  const [isBusy, setBusy] = useState(false);
  const act = async (why: string | undefined) => {
    setBusy(true);
    const answer = await decide(review, why, part);
    setBusy(false);
    if (
      tell(
        answer.ok ? undefined : answer.error,
        t(why === undefined ? 'console:review.approved' : 'console:review.rejected'),
      )
    )
      onDecided();
  };
  useKeys(isFirst, () => void act(undefined));
  return (
    <Card
      title={review.type === 'shop' ? review.shop.name : review.product.draft.title}
      note={<RelativeTime at={review.at} />}
      actions={<Badge>{t(`console:review.${review.type}`)}</Badge>}
      footer={
        <div class="console-decide">
          {review.type === 'shop' && (
            <SelectField
              label={t('console:review.part')}
              hideLabel
              value={part}
              onChange={setPart}
              options={(Object.keys(review.shop.parts) as ShopPart[]).map((name) => ({
                value: name,
                label: t(`console:part.${name}`),
              }))}
            />
          )}
          <TextField
            label={t('console:review.reason')}
            hideLabel
            placeholder={t('console:review.reason')}
            maxLength={200}
            value={reason}
            onInput={setReason}
            class="grow"
            data-first={isFirst}
          />
          <Button icon={X} loading={isBusy} disabled={reason.trim().length < 2} onClick={() => void act(reason.trim())}>
            {t('console:review.reject')}
          </Button>
          <Button variant="primary" icon={Check} loading={isBusy} onClick={() => void act(undefined)}>
            {t('console:review.approve')}
          </Button>
        </div>
      }
    >
      {review.type === 'shop' ? <ShopFacts review={review} /> : <ProductFacts review={review} />}
    </Card>
  );
}

/** Keyboard speed for the first card: A approves, R jumps to its reason. */
function useKeys(isFirst: boolean, approve: () => void): void {
  useEffect(() => {
    if (!isFirst) return undefined;
    const onKey = (event: KeyboardEvent) => {
      if (
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        (event.target as HTMLElement).closest('input, textarea, select, dialog')
      )
        return;
      if (event.key === 'a') approve();
      if (event.key !== 'r') return;
      event.preventDefault();
      document.querySelector<HTMLInputElement>('input[data-first=true]')?.focus();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });
}

function ShopFacts({ review }: { review: Review & { type: 'shop' } }) {
  const facts = Object.values(review.file).flatMap((part) => (part ? Object.values(part) : []));
  return (
    <div class="stack gap-3">
      <p>
        {t(`console:shopType.${review.shop.type}`)} · {facts.join(' · ')}
      </p>
      <Papers papers={review.papers} />
    </div>
  );
}

function ProductFacts({ review }: { review: Review & { type: 'product' } }) {
  const { draft } = review.product;
  return (
    <div class="stack gap-3">
      <p class="muted">{review.shopName}</p>
      <div class="console-actions">
        {draft.pictures.map((id) => (
          <Picture key={id} id={id} alt={draft.title} size={96} />
        ))}
      </div>
      {draft.description && <p>{draft.description}</p>}
      <ul class="console-shelf">
        {draft.skus.map((sku) => (
          <li key={sku.id}>
            <span class="grow">{sku.name}</span>
            <span class="tabular">{formatPrice(sku.price, { exact: true })}</span>
            <s class="tabular muted">{formatPrice(sku.listPrice, { exact: true })}</s>
          </li>
        ))}
      </ul>
    </div>
  );
}
