import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSecretBox, hashSecret, newSecret } from './crypto.ts';

const masterKey = 'a master key of at least 32 characters';
const box = createSecretBox(masterKey);

describe('the secret box', () => {
  it('opens what it sealed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, context) => {
        expect(box.open(box.seal(text, context), context)).toBe(text.toWellFormed());
      }),
    );
  });

  it('never seals twice alike, and never shows the text', () => {
    const sealed = Array.from({ length: 500 }, () => box.seal('canary', 'user'));
    const nonces = new Set(sealed.map((bytes) => bytes.subarray(0, 12).toString('hex')));
    expect(nonces.size).toBe(500);
    for (const bytes of sealed) expect(bytes.includes('canary')).toBe(false);
  });

  it('does not open for another owner or key', () => {
    const sealed = box.seal('canary', 'user:a');
    expect(() => box.open(sealed, 'user:b')).toThrow();
    expect(() => createSecretBox(`${masterKey}!`).open(sealed, 'user:a')).toThrow();
    expect(createSecretBox(masterKey).open(sealed, 'user:a')).toBe('canary');
  });

  it('opens what releases before key rotation sealed', () => {
    const sealed = Buffer.from('gPTnDJfxjAb3s/P/6KyRgXdU4OPg5NfF+KAEUgXQoMUvAA==', 'base64');
    expect(box.open(sealed, 'user:a')).toBe('canary');
  });

  it('does not open with any bit changed or any byte missing', () => {
    const sealed = box.seal('canary', 'user');
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => box.open(changed, 'user')).toThrow();
      expect(() => box.open(sealed.subarray(0, at), 'user')).toThrow();
    }
  });

  it('opens by a previous key and seals by the current one, as they are at each use', () => {
    const [first, second, third] = ['a', 'b', 'c'].map((letter) => letter.repeat(32)) as [
      string,
      string,
      string,
    ];
    let keys = { current: first, previous: [] as string[] };
    const rotating = createSecretBox(() => keys);
    const old = rotating.seal('canary', 'user');
    const versions = new Set([rotating.keyVersion]);
    keys = { current: second, previous: [first] };
    expect(rotating.open(old, 'user')).toBe('canary');
    versions.add(rotating.keyVersion);
    const fresh = rotating.reseal(old, 'user') as Buffer;
    expect(rotating.reseal(fresh, 'user')).toBeNull();
    keys = { current: third, previous: [second] };
    versions.add(rotating.keyVersion);
    expect(versions.size).toBe(3);
    expect(rotating.open(fresh, 'user')).toBe('canary');
    expect(() => rotating.open(old, 'user')).toThrow();
    expect(() => rotating.reseal(old, 'user')).toThrow();
    expect(() => rotating.reseal(fresh, 'another')).toThrow();
    expect(createSecretBox(second).open(fresh, 'user')).toBe('canary');
  });
});

it('secrets are long, random and told apart by their beginning', () => {
  const secrets = Array.from({ length: 200 }, () => newSecret('azd_'));
  expect(new Set(secrets).size).toBe(200);
  for (const secret of secrets) expect(secret).toMatch(/^azd_[\w-]{43}$/);
  expect(hashSecret('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});
