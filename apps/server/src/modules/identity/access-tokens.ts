import { createHash } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { Clock } from '#platform/clock.ts';
import { tokenExpired, tokenInvalid } from '#platform/http/problem.ts';

/** Seconds. */
export const accessTtl = 60 * 60;

const Claims = z.object({ sub: z.uuid(), role: z.enum(['user', 'admin']), sid: z.uuid() });
export type AccessClaims = z.output<typeof Claims>;

/** Signs and checks access JWTs (HS256, `kid` of the key). */
export function createAccessTokens(signingKey: string, clock: Clock) {
  const key = new TextEncoder().encode(signingKey);
  const kid = createHash('sha256').update(signingKey).digest('hex').slice(0, 12);
  return {
    sign({ sub, role, sid }: AccessClaims): Promise<string> {
      const now = Math.floor(clock.now().getTime() / 1000);
      return new SignJWT({ role, sid })
        .setProtectedHeader({ alg: 'HS256', kid, typ: 'JWT' })
        .setSubject(sub)
        .setIssuedAt(now)
        .setExpirationTime(now + accessTtl)
        .sign(key);
    },
    /** @throws 401 `token_expired` or `token_invalid` */
    async verify(token: string): Promise<AccessClaims> {
      try {
        const { payload, protectedHeader } = await jwtVerify(token, key, {
          algorithms: ['HS256'],
          currentDate: clock.now(),
          requiredClaims: ['exp', 'iat', 'sub'],
        });
        if (protectedHeader.kid !== kid) throw tokenInvalid();
        return Claims.parse(payload);
      } catch (error) {
        throw error instanceof errors.JWTExpired ? tokenExpired() : tokenInvalid();
      }
    },
  };
}

export type AccessTokens = ReturnType<typeof createAccessTokens>;
