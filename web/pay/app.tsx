import { CircleCheck, CircleX, Clock, FlaskConical, Undo2, type IconNode } from 'lucide';
import { useEffect, useRef, useState } from 'preact/hooks';
import { formatPrice } from '../i18n/format.ts';
import { t } from '../i18n/i18n.ts';
import { idInAddress, pages } from '../lib/links.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { Icon } from '../ui/icon.tsx';
import { LanguageSwitch } from '../ui/language-switch.tsx';
import { Price } from '../ui/price.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { createIntentPage, DELAY_MS, type Intent, type IntentPage } from './intent.ts';
import type { PaymentSize } from './result.ts';
import './pay.css';

const isFramed = window.parent !== window;

/** The page of the built-in sandbox provider: stands in for a real one, and says so. */
export function App() {
  const [page] = useState(() => createIntentPage(idInAddress() ?? ''));
  useEffect(() => {
    void page.load();
    return page.close;
  }, [page]);
  const root = useTellHeight();
  return (
    <main ref={root} class="pay" data-framed={isFramed || undefined}>
      <header class="pay-head">
        <span class="pay-brand">
          <Icon node={FlaskConical} size={20} />
          {t('pay:provider')}
        </span>
        {!isFramed && <LanguageSwitch />}
      </header>
      <p class="pay-sandbox">
        <b>{t('pay:sandbox')}</b> <span>{t('pay:sandboxHelp')}</span>
      </p>
      <Content page={page} />
    </main>
  );
}

function Content({ page }: { page: IntentPage }) {
  const intent = page.intent.value;
  const failure = page.failure.value;
  if (!intent && failure?.code === 'NOT_FOUND') return <EmptyState icon={CircleX} title={t('pay:notFound')} />;
  if (!intent && failure) return <ErrorPanel {...failure} onRetry={() => void page.load()} />;
  if (!intent) return <Skeleton shape="block" height="9rem" />;
  return (
    <>
      <Bill intent={intent} />
      {failure && <ErrorPanel inline code={failure.code} details={failure.details} />}
      {intent.state === 'open' ? <Choices intent={intent} page={page} /> : <Outcome state={intent.state} />}
    </>
  );
}

function Bill({ intent }: { intent: Intent }) {
  return (
    <div class="pay-bill">
      <span class="muted small">{t('pay:amount')}</span>
      <h1 class="pay-amount">
        <Price fen={intent.amount} size="l" plain />
      </h1>
      <p class="small">
        <span class="muted">{t('pay:for')}</span> {intent.title}
      </p>
    </div>
  );
}

function Choices({ intent, page }: { intent: Intent; page: IntentPage }) {
  const busy = page.busy.value;
  const button = (act: 'decline' | 'delay', label: string) => (
    <Button class="grow" loading={busy === act} disabled={busy !== undefined} onClick={() => void page.act(act)}>
      {label}
    </Button>
  );
  return (
    <div class="stack gap-3">
      <Button
        variant="primary"
        size="l"
        full
        loading={busy === 'pay'}
        disabled={busy !== undefined}
        onClick={() => void page.act('pay')}
      >
        {t('pay:pay', { price: formatPrice(intent.amount) })}
      </Button>
      <div class="row">
        {button('decline', t('pay:decline'))}
        {button('delay', t('pay:delay'))}
      </div>
      <p class="muted tiny">{t('pay:delayHelp', { count: DELAY_MS / 1000 })}</p>
    </div>
  );
}

const MARKS: Record<Exclude<Intent['state'], 'open'>, IconNode> = {
  captured: CircleCheck,
  declined: CircleX,
  delayed: Clock,
  cancelled: CircleX,
  refunded: Undo2,
};

function Outcome({ state }: { state: Exclude<Intent['state'], 'open'> }) {
  return (
    <div class={`pay-outcome pay-${state}`} role="status">
      <Icon node={MARKS[state]} size={32} />
      <div>
        <p class="strong">{t(`pay:state.${state}`)}</p>
        <p class="small">{t(`pay:state.${state}Text`)}</p>
      </div>
      {!isFramed && (
        <ButtonLink size="s" href={pages.lobby()}>
          {t('pay:backToShop')}
        </ButtonLink>
      )}
    </div>
  );
}

/** Tells the framing page how high this one wants to be. */
function useTellHeight() {
  const root = useRef<HTMLElement>(null);
  useEffect(() => {
    const element = root.current;
    if (!isFramed || !element) return undefined;
    const observer = new ResizeObserver(() => {
      const size: PaymentSize = { kind: 'shelfcast.payment.size', height: Math.ceil(element.offsetHeight) };
      window.parent.postMessage(size, location.origin);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return root;
}
