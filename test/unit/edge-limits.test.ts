import { describe, expect, it } from 'vitest';
import { addressRule, edgePolicy } from '#src/platform/edge/policy.ts';

describe('limits by address', () => {
  it('never count a provider’s webhooks among people’s calls, since few addresses report all payments', () => {
    const webhook = addressRule('POST /api/payments/webhook/:provider');
    expect(webhook.name).not.toBe(edgePolicy.http.name);
    expect(webhook.points / webhook.seconds).toBeGreaterThanOrEqual(1_000);
    expect(addressRule('POST /api/sandbox/intents/:id')).toBe(edgePolicy.http);
  });
});
