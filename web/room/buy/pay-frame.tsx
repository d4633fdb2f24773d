import { ExternalLink } from 'lucide';
import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../i18n/i18n.ts';
import { isPaymentMessage, type PaymentResult } from '../../pay/result.ts';
import { ButtonLink } from '../../ui/button.tsx';

const HEIGHT_AT_FIRST = 360;
const HEIGHT_MAX = 900;

interface PayFrameProps {
  url: string;
  onResult: (result: PaymentResult) => void;
}

/** The provider's page inside the sheet; a provider elsewhere opens beside the room, because it does not let itself be framed. */
export function PayFrame({ url, onResult }: PayFrameProps) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [height, setHeight] = useState(HEIGHT_AT_FIRST);
  const target = new URL(url, location.href);
  const isOurs = target.pathname.startsWith('/pay/');
  useEffect(() => {
    const listen = ({ source, origin, data }: MessageEvent<unknown>) => {
      if (origin !== location.origin || source !== frame.current?.contentWindow || !isPaymentMessage(data)) return;
      if (data.kind === 'shelfcast.payment.size') setHeight(Math.min(HEIGHT_MAX, data.height));
      else onResult(data);
    };
    window.addEventListener('message', listen);
    return () => window.removeEventListener('message', listen);
  }, [onResult]);
  if (!isOurs) {
    return (
      <ButtonLink variant="primary" size="l" full icon={ExternalLink} href={target.href} target="_blank" rel="noopener">
        {t('room:hold.paying')}
      </ButtonLink>
    );
  }
  return (
    <iframe
      ref={frame}
      class="room-pay"
      title={t('room:hold.payFrame')}
      // The service may know itself by another name than the address this page was opened at.
      src={target.pathname}
      style={{ height: `${height}px` }}
    />
  );
}
