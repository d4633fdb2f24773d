/** What the payment page tells the page that frames it; only news, the truth is the order's state. */
export interface PaymentResult {
  kind: 'shelfcast.payment';
  intent: string;
  state: 'captured' | 'declined' | 'delayed' | 'cancelled';
}

/** How high the payment page wants to be, in px. */
export interface PaymentSize {
  kind: 'shelfcast.payment.size';
  height: number;
}

export function isPaymentMessage(data: unknown): data is PaymentResult | PaymentSize {
  return (
    typeof data === 'object' && data !== null && 'kind' in data && String(data.kind).startsWith('shelfcast.payment')
  );
}
