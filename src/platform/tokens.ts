import { createHash, createHmac, randomBytes } from 'node:crypto';
import { SignJWT, jwtVerify } from 'jose';
import { z } from 'zod';
import { role } from '../contract/accounts.ts';
import { AppError } from '../contract/errors.ts';
import { id } from '../contract/ids.ts';
import type { Clock } from './clock.ts';
import type { Member } from './edge/types.ts';

/** `api` tokens open HTTP routes, `socket` tokens open one handshake; neither is taken for the other. */
export type Audience = 'api' | 'socket';

/** Lives in milliseconds. */
export interface Lives {
  /** An access token. */
  accessMs: number;
  /** A socket token: it must be used at once. */
  socketTokenMs: number;
  /** A socket that was opened or renewed by one. */
  socketMs: number;
}
export const defaultLives: Lives = { accessMs: 10 * 60_000, socketTokenMs: 60_000, socketMs: 10 * 60_000 };

const claims = z.object({ sub: id, sid: id, name: z.string(), role });

/** Signs and checks short tokens with a key ring: the first key signs, all verify, so keys can be rotated. */
export interface Tokens {
  readonly lives: Lives;
  sign(member: Member, audience: Audience): Promise<{ token: string; expiresAt: number }>;
  /** @throws SESSION_ENDED */
  verify(token: string, audience: Audience): Promise<Member>;
  /** The secret that follows another, always the same, so that a rotation whose answer was lost can be answered again. */
  successorOf(secret: string): string;
}

export function createTokens(
  keys: { kid: string; secret: Uint8Array }[],
  clock: Clock,
  lives: Lives = defaultLives,
): Tokens {
  const signer = keys[0]!;
  const ring = new Map(keys.map((key) => [key.kid, key.secret]));
  return {
    lives,
    async sign(member, audience) {
      const expiresAt = clock.now() + (audience === 'api' ? lives.accessMs : lives.socketTokenMs);
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
    successorOf: (secret) => createHmac('sha256', signer.secret).update(`refresh ${secret}`).digest('base64url'),
  };
}

/** A random secret for a cookie; only its hash is stored. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}
