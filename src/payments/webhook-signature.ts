import { createHmac, timingSafeEqual } from 'node:crypto';

export const SIGNATURE_HEADER = 'shelfcast-signature';

/** `t=<unix seconds>,v1=<hex hmac sha256 of "<t>.<body>">` over the raw bytes. */
export function signBody(secret: string, body: Uint8Array, now: number): string {
  const seconds = Math.floor(now / 1000);
  return `t=${seconds},v1=${digest(secret, seconds, body).toString('hex')}`;
}

/** Whether the signature is right and no further from now than the tolerance, in milliseconds. */
export function isSignedBy(
  secret: string,
  call: { body: Uint8Array; signature: string | undefined },
  now: number,
  toleranceMs: number,
): boolean {
  const match = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(call.signature ?? '');
  if (!match) return false;
  const seconds = Number(match[1]);
  const isRight = timingSafeEqual(Buffer.from(match[2]!, 'hex'), digest(secret, seconds, call.body));
  return isRight && Math.abs(now - seconds * 1000) <= toleranceMs;
}

function digest(secret: string, seconds: number, body: Uint8Array): Buffer {
  return createHmac('sha256', secret).update(`${seconds}.`).update(body).digest();
}
