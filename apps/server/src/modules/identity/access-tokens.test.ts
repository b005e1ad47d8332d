import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { decodeJwt, decodeProtectedHeader, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Person, startTestApp, type TestApp } from '#platform/testing/index.ts';

let app: TestApp;
let user: Person;
let key: Uint8Array;
let kid: string;
let claims: JWTPayload;

beforeAll(async () => {
  app = await startTestApp();
  user = await app.newUser();
  key = new TextEncoder().encode(
    (await readFile(path.join(app.dataDir, 'secrets', 'jwt-signing-key'), 'utf8')).trim(),
  );
  kid = decodeProtectedHeader(user.token).kid ?? '';
  claims = decodeJwt(user.token);
});
afterAll(() => app.close());

const codeOf = async (token: string) => (await app.api('GET', '/api/me', { token })).body.code;
const sign = (payload: JWTPayload, header: { alg: string; kid?: string }) =>
  new SignJWT(payload).setProtectedHeader(header).sign(key);
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

it('names its key and holds nothing but ids, role and times', () => {
  expect(decodeProtectedHeader(user.token)).toEqual({ alg: 'HS256', kid: expect.any(String), typ: 'JWT' });
  expect(Object.keys(claims).sort()).toEqual(['exp', 'iat', 'role', 'sid', 'sub']);
  expect(Number(claims.exp) - Number(claims.iat)).toBe(3600);
});

it('the forger below has the right key: a faithful copy passes', async () => {
  expect(await codeOf(await sign(claims, { alg: 'HS256', kid }))).toBeUndefined();
});

describe('is refused', () => {
  it('without a signature', async () => {
    const body = encode(claims);
    for (const alg of ['none', 'None', 'NONE', 'HS256']) {
      expect(await codeOf(`${encode({ alg, kid, typ: 'JWT' })}.${body}.`), alg).toBe('token_invalid');
    }
  });

  it('with another algorithm, symmetric or not', async () => {
    expect(await codeOf(await sign(claims, { alg: 'HS384', kid }))).toBe('token_invalid');
    expect(await codeOf(await sign(claims, { alg: 'HS512', kid }))).toBe('token_invalid');
    const { privateKey } = await generateKeyPair('RS256');
    const forged = await new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid }).sign(privateKey);
    expect(await codeOf(forged)).toBe('token_invalid');
  });

  it('with another key id, or none', async () => {
    expect(await codeOf(await sign(claims, { alg: 'HS256', kid: 'another' }))).toBe('token_invalid');
    expect(await codeOf(await sign(claims, { alg: 'HS256', kid: '../../dev/null' }))).toBe('token_invalid');
    expect(await codeOf(await sign(claims, { alg: 'HS256' }))).toBe('token_invalid');
  });

  it('with changed claims or a changed signature', async () => {
    const [header, , signature] = user.token.split('.');
    expect(await codeOf(`${header}.${encode({ ...claims, role: 'admin' })}.${signature}`)).toBe(
      'token_invalid',
    );
    expect(await codeOf(user.token.slice(0, -2))).toBe('token_invalid');
    expect(await codeOf(`${user.token}.x`)).toBe('token_invalid');
  });

  it('without an end, a subject or a session, or with somebody else as its subject', async () => {
    for (const name of ['exp', 'iat', 'sub', 'sid', 'role']) {
      const { [name]: _, ...rest } = claims;
      expect(await codeOf(await sign(rest, { alg: 'HS256', kid })), name).toBe('token_invalid');
    }
    const other = await app.newUser();
    expect(await codeOf(await sign({ ...claims, sub: other.id }, { alg: 'HS256', kid }))).toBe(
      'token_invalid',
    );
  });

  it('after its end', async () => {
    const past = Math.floor(Date.now() / 1000) - 1;
    expect(await codeOf(await sign({ ...claims, exp: past }, { alg: 'HS256', kid }))).toBe('token_expired');
  });
});

it('the role of a token counts for nothing: the user has it, not the token', async () => {
  const token = await sign({ ...claims, role: 'admin' }, { alg: 'HS256', kid });
  expect((await app.api('GET', '/api/admin/users', { token })).status).toBe(403);
});

it('other ways to carry a token are not taken', async () => {
  for (const path of [`/api/me?access_token=${user.token}`, `/api/me?token=${user.token}`]) {
    expect((await app.api('GET', path)).body.code).toBe('token_missing');
  }
  for (const headers of [
    { 'x-api-key': user.token },
    { authorization: `Basic ${user.token}` },
    { authorization: `Token ${user.token}` },
    { cookie: `access_token=${user.token}` },
  ]) {
    expect((await app.api('GET', '/api/me', { headers })).status).toBe(401);
  }
});
