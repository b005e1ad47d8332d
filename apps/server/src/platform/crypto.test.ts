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

  it('does not open for another owner, key or key version', () => {
    const sealed = box.seal('canary', 'user:a');
    expect(() => box.open(sealed, 'user:b')).toThrow();
    expect(() => createSecretBox(`${masterKey}!`).open(sealed, 'user:a')).toThrow();
    expect(() => createSecretBox(masterKey, 2).open(sealed, 'user:a')).toThrow();
    expect(createSecretBox(masterKey).open(sealed, 'user:a')).toBe('canary');
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

  it('keeps owner and key version apart', () => {
    expect(() => box.open(createSecretBox(masterKey, 1).seal('x', 'user:v1'), 'user')).toThrow();
  });
});

it('secrets are long, random and told apart by their beginning', () => {
  const secrets = Array.from({ length: 200 }, () => newSecret('azd_'));
  expect(new Set(secrets).size).toBe(200);
  for (const secret of secrets) expect(secret).toMatch(/^azd_[\w-]{43}$/);
  expect(hashSecret('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});
