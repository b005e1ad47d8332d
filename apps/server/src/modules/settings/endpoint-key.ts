import { ModelError } from '@aizoomdoc/models';
import type { SecretBox } from '#platform/crypto.ts';
import type { Executor } from '#platform/db/database.ts';
import { deleteSystem, readSystem, type SystemRow, saveSystem } from './system-store.ts';

/** Row of the sealed key of the installation's own endpoint. */
export const endpointKey = 'compatible_key';
export const endpointContext = 'settings_system:compatible_key';

/** The value of that row; bytes in JSON are base64. */
export const sealedValue = (sealed: Buffer, keyVersion: number) => ({
  ciphertext: sealed.toString('base64'),
  key_version: keyVersion,
});

/** `null` when there is no key. */
export function sealedOf(row: SystemRow | undefined): Buffer | null {
  const ciphertext = row?.value.ciphertext;
  return typeof ciphertext === 'string' ? Buffer.from(ciphertext, 'base64') : null;
}

/** @throws {ModelError} `bad_key` when the key that is kept no longer opens */
export async function readEndpointKey(executor: Executor, box: SecretBox): Promise<string | null> {
  const sealed = sealedOf((await readSystem(executor)).get(endpointKey));
  return sealed === null ? null : openKey(box, sealed, endpointContext);
}

/** @param key `null` or empty: there is to be none */
export async function saveEndpointKey(
  executor: Executor,
  key: string | null,
  { box, ...change }: { box: SecretBox } & Pick<SystemRow, 'updated_by' | 'updated_at'>,
): Promise<void> {
  if (key === null || key === '') return deleteSystem(executor, endpointKey);
  const value = sealedValue(box.seal(key, endpointContext), box.keyVersion);
  await saveSystem(executor, { ...change, key: endpointKey, value, version: 1 });
}

/** A key whose master key is lost is as good as a wrong one: it has to be entered again. */
export function openKey(box: SecretBox, sealed: Buffer, context: string): string {
  try {
    return box.open(sealed, context);
  } catch (cause) {
    throw new ModelError('bad_key', 'the stored key does not open', { cause });
  }
}
