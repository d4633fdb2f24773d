import { createHash, randomBytes } from 'node:crypto';
import { SignJWT, jwtVerify } from 'jose';
import { z } from 'zod';
import { role } from '../contract/accounts.ts';
import { AppError } from '../contract/errors.ts';
import { id } from '../contract/ids.ts';
import type { Clock } from './clock.ts';
import type { Member } from './edge/types.ts';

/** `api` tokens open HTTP routes, `socket` tokens open one handshake; neither is taken for the other. */
export type Audience = 'api' | 'socket';

/** Life of an access token in milliseconds. */
export const ACCESS_TOKEN_MS = 10 * 60_000;

const lifeMs = { api: ACCESS_TOKEN_MS, socket: 60_000 } as const;

/** How long a socket may live on one socket token before it must renew. */
export const SOCKET_AUTHORITY_MS = 10 * 60_000;

const claims = z.object({ sub: id, sid: id, name: z.string(), role });

/** Signs and checks short tokens with a key ring: the first key signs, all verify, so keys can be rotated. */
export interface Tokens {
  sign(member: Member, audience: Audience): Promise<{ token: string; expiresAt: number }>;
  /** @throws SESSION_ENDED */
  verify(token: string, audience: Audience): Promise<Member>;
}

export function createTokens(keys: { kid: string; secret: Uint8Array }[], clock: Clock): Tokens {
  const signer = keys[0]!;
  const ring = new Map(keys.map((key) => [key.kid, key.secret]));
  return {
    async sign(member, audience) {
      const expiresAt = clock.now() + lifeMs[audience];
      const token = await new SignJWT({ sid: member.sessionId, name: member.name, role: member.role })
        .setProtectedHeader({ alg: 'HS256', kid: signer.kid })
        .setSubject(member.id)
        .setAudience(audience)
        .setIssuedAt(Math.floor(clock.now() / 1000))
        .setExpirationTime(Math.floor(expiresAt / 1000))
        .sign(signer.secret);
      return { token, expiresAt };
    },
    async verify(token, audience) {
      try {
        const { payload } = await jwtVerify(
          token,
          (header) => ring.get(header.kid ?? '') ?? Promise.reject(new Error('unknown key')),
          {
            audience,
            algorithms: ['HS256'],
            currentDate: new Date(clock.now()),
          },
        );
        const { sub, sid, name, role: is } = claims.parse(payload);
        return { kind: 'member', id: sub, sessionId: sid, name, role: is };
      } catch (cause) {
        throw new AppError('SESSION_ENDED', { cause });
      }
    },
  };
}

/** A random secret for a cookie; only its hash is stored. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}
