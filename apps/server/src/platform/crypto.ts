import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

/** An opaque bearer secret: `prefix` + 32 random bytes in base64url. */
export function newSecret(prefix: string): string {
  return prefix + randomBytes(32).toString('base64url');
}

/** SHA-256 in lower-case hexadecimal: how random secrets are kept at rest. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Encrypts small secrets with AES-256-GCM; `context` (who it belongs to) is authenticated but not stored. */
export interface SecretBox {
  readonly keyVersion: number;
  seal(plaintext: string, context: string): Buffer;
  /** @throws when the key, the context or the bytes are not those of `seal` */
  open(sealed: Buffer, context: string): string;
}

const nonceBytes = 12;
const tagBytes = 16;

/** @param masterKey any text of at least 32 characters; the AES key is derived from it by HKDF */
export function createSecretBox(masterKey: string, keyVersion = 1): SecretBox {
  const key = Buffer.from(hkdfSync('sha256', masterKey, 'aizoomdoc', `secret-box:${keyVersion}`, 32));
  const associated = (context: string) => Buffer.from(`${context}:v${keyVersion}`);
  return {
    keyVersion,
    seal(plaintext, context) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(associated(context));
      const body = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]);
    },
    open(sealed, context) {
      const nonce = sealed.subarray(0, nonceBytes);
      const tag = sealed.subarray(nonceBytes, nonceBytes + tagBytes);
      const decipher = createDecipheriv('aes-256-gcm', key, nonce)
        .setAAD(associated(context))
        .setAuthTag(tag);
      return (
        decipher.update(sealed.subarray(nonceBytes + tagBytes), undefined, 'utf8') + decipher.final('utf8')
      );
    },
  };
}
