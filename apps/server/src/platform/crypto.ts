import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

/** An opaque bearer secret: `prefix` + 32 random bytes in base64url. */
export function newSecret(prefix: string): string {
  return prefix + randomBytes(32).toString('base64url');
}

/** SHA-256 in lower-case hexadecimal: how random secrets are kept at rest. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Keys of the box, texts of at least 32 characters each. */
export interface MasterKeys {
  current: string;
  /** Those before it: they open, they do not seal. */
  previous: readonly string[];
}

/** Encrypts small secrets with AES-256-GCM; `context` (who it belongs to) is authenticated but not stored. */
export interface SecretBox {
  /** Which key seals now, for columns `key_version`; positive. */
  readonly keyVersion: number;
  seal(plaintext: string, context: string): Buffer;
  /** @throws when no key, or not this context, is that of `seal`, or the bytes are others */
  open(sealed: Buffer, context: string): string;
  /** The secret sealed by the current key; `null` when it is already. @throws as `open` */
  reseal(sealed: Buffer, context: string): Buffer | null;
}

/** @param keys a key for good, or where to look for the keys at each use: they may be rotated while the server runs */
export function createSecretBox(keys: string | (() => MasterKeys)): SecretBox {
  const read = typeof keys === 'string' ? () => ({ current: keys, previous: [] }) : keys;
  const derived = new Map<string, SealingKey>();
  const derive = (masterKey: string): SealingKey => {
    const key = derived.get(masterKey) ?? deriveKey(masterKey);
    derived.set(masterKey, key);
    return key;
  };
  const current = () => derive(read().current);

  return {
    get keyVersion() {
      return current().version;
    },
    seal: (plaintext, context) => seal(current(), plaintext, context),
    open(sealed, context) {
      const { current: key, previous } = read();
      for (const earlier of [key, ...previous]) {
        const opened = tryOpen(derive(earlier), sealed, context);
        if (opened !== null) return opened;
      }
      throw new Error('no master key opens this secret');
    },
    reseal(sealed, context) {
      if (tryOpen(current(), sealed, context) !== null) return null;
      return this.seal(this.open(sealed, context), context);
    },
  };
}

interface SealingKey {
  version: number;
  aes: Buffer;
}

const nonceBytes = 12;
const tagBytes = 16;

function deriveKey(masterKey: string): SealingKey {
  const derive = (purpose: string, bytes: number) =>
    Buffer.from(hkdfSync('sha256', masterKey, 'aizoomdoc', purpose, bytes));
  return { version: derive('secret-box:version', 4).readUInt32BE() >>> 1, aes: derive('secret-box:1', 32) };
}

/** The format of what is sealed is bound into it as well. */
const associated = (context: string) => Buffer.from(`${context}:v1`);

function seal({ aes }: SealingKey, plaintext: string, context: string): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', aes, nonce).setAAD(associated(context));
  const body = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

function tryOpen({ aes }: SealingKey, sealed: Buffer, context: string): string | null {
  if (sealed.length < nonceBytes + tagBytes) return null;
  const tag = sealed.subarray(nonceBytes, nonceBytes + tagBytes);
  const decipher = createDecipheriv('aes-256-gcm', aes, sealed.subarray(0, nonceBytes))
    .setAAD(associated(context))
    .setAuthTag(tag);
  const start = decipher.update(sealed.subarray(nonceBytes + tagBytes), undefined, 'utf8');
  try {
    return start + decipher.final('utf8');
  } catch {
    return null;
  }
}
