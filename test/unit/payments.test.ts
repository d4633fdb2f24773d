import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startOfDay } from '#src/payments/check-receipt-limit.ts';
import { isSignedBy, signBody } from '#src/payments/webhook-signature.ts';

const now = Date.parse('2026-01-31T12:00:00.500Z');
const tolerance = 300_000;

describe('the signature of a webhook', () => {
  it('holds for the bytes, the secret and a while, and for nothing else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.string({ minLength: 1 }), (body, secret) => {
        const signature = signBody(secret, body, now);
        const check = (
          over: { body?: Uint8Array; secret?: string; now?: number; signature?: string | undefined } = {},
        ) =>
          isSignedBy(
            over.secret ?? secret,
            { body: over.body ?? body, signature: 'signature' in over ? over.signature : signature },
            over.now ?? now,
            tolerance,
          );
        expect(check()).toBe(true);
        expect(check({ now: now + tolerance - 1_000 })).toBe(true);
        expect(check({ now: now + tolerance + 1_000 })).toBe(false);
        expect(check({ now: now - tolerance - 1_000 })).toBe(false);
        expect(check({ body: new Uint8Array([...body, 0]) })).toBe(false);
        expect(check({ secret: `${secret}.` })).toBe(false);
        expect(check({ signature: undefined })).toBe(false);
        expect(check({ signature: signature.replace(/^t=\d/, 't=9') })).toBe(false);
      }),
    );
  });

  it('is refused without a crash whatever is sent as one', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (signature) => {
        expect(isSignedBy('secret', { body: new Uint8Array(), signature }, now, tolerance)).toBe(false);
      }),
    );
  });
});

describe('the day of a receipt limit', () => {
  it('begins at midnight in China', () => {
    expect(startOfDay(Date.parse('2026-01-31T15:59:59.999Z')).toISOString()).toBe('2026-01-30T16:00:00.000Z');
    expect(startOfDay(Date.parse('2026-01-31T16:00:00.000Z')).toISOString()).toBe('2026-01-31T16:00:00.000Z');
  });
});
