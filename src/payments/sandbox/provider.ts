import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import { paymentEvent } from '#src/contract/purchases.ts';
import type { Deps } from '#src/deps.ts';
import { paymentPolicy } from '../policy.ts';
import type { PaymentProvider } from '../provider.ts';
import { isSignedBy, SIGNATURE_HEADER } from '../webhook-signature.ts';
import { enqueueDelivery } from './deliver-event.ts';

type SandboxDeps = Pick<Deps, 'sandbox' | 'queues' | 'config' | 'clock' | 'newId' | 'log'>;

/** The built-in provider: it moves no money, but does all else as a real one would, over HTTP and with its own books. */
export function createSandboxProvider(deps: SandboxDeps): PaymentProvider {
  const { sandbox: books, config, clock } = deps;
  // Read at the time of a call: a service on a free port learns its address when it listens.
  const publicUrl = () => config.PUBLIC_URL ?? `http://${config.HOST}:${config.PORT}`;
  return {
    name: 'sandbox',
    async createIntent({ paymentId, amount, currency, title, expiresAt }) {
      const at = new Date(clock.now());
      const notifyUrl = `${publicUrl()}/api/payments/webhook/sandbox`;
      const facts = { paymentId, amount, currency, title, expiresAt, notifyUrl, at };
      const intent = await books.open({ _id: deps.newId(), state: 'open', ...facts });
      return { intentId: intent._id, url: `${publicUrl()}/pay/${intent._id}` };
    },
    async refund({ intentId }) {
      const event = { id: deps.newId(), type: 'refund.done', due: new Date(clock.now()) } as const;
      const isNew = await books.refund(intentId, event);
      const owed: Id | undefined = isNew ? event.id : (await books.find(intentId))?.refund?.id;
      if (owed) await enqueueDelivery(deps, owed, 0);
    },
    verifyWebhook({ body, header }) {
      const call = { body, signature: header(SIGNATURE_HEADER) };
      if (!isSignedBy(config.PAYMENT_WEBHOOK_SECRET, call, clock.now(), paymentPolicy.signatureToleranceMs)) {
        throw new AppError('SIGNATURE_INVALID');
      }
      const event = paymentEvent.safeParse(parseJson(body));
      if (!event.success) throw new AppError('INVALID_INPUT');
      return event.data;
    },
  };
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return undefined;
  }
}
