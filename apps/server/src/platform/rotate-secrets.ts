import type { SecretBox } from './crypto.ts';
import type { Database, Executor } from './db/database.ts';

/** A secret at rest. */
export interface SealedValue {
  /** Orders the values of one table, and names this one. */
  id: string;
  sealed: Buffer;
  /** What it was sealed for. */
  context: string;
}

/** The secrets of one table, as the module that owns it offers them. */
export interface SealedValues {
  /** In Russian, for the report. */
  label: string;
  /** Those behind `after` in the order of ids, locked until the transaction ends. */
  lock(tx: Executor, page: { after: string | null; limit: number }): Promise<SealedValue[]>;
  replace(tx: Executor, id: string, fresh: { sealed: Buffer; keyVersion: number }): Promise<void>;
}

export interface Rotation {
  label: string;
  /** Sealed anew by the current key. */
  renewed: number;
  /** Were sealed by it already. */
  current: number;
  /** Ids of those that no key opens; they are left as they are. */
  unreadable: string[];
}

const batchSize = 100;

/**
 * Seals by the current key whatever another sealed, a batch a transaction: it may be ended at any moment and begun
 * again, and servers may run meanwhile.
 */
export async function rotateSecrets(
  { db, box }: { db: Database; box: SecretBox },
  tables: readonly SealedValues[],
): Promise<Rotation[]> {
  const rotations: Rotation[] = [];
  for (const table of tables) {
    const rotation: Rotation = { label: table.label, renewed: 0, current: 0, unreadable: [] };
    let last: string | null = null;
    do {
      const after: string | null = last;
      last = await db.transaction((tx) => rotateBatch(tx, { table, after, box, rotation }));
    } while (last !== null);
    rotations.push(rotation);
  }
  return rotations;
}

interface Batch {
  table: SealedValues;
  after: string | null;
  box: SecretBox;
  /** Is added to. */
  rotation: Rotation;
}

/** @returns id of the last value; `null` when there was none */
async function rotateBatch(tx: Executor, { table, after, box, rotation }: Batch): Promise<string | null> {
  const values = await table.lock(tx, { after, limit: batchSize });
  for (const { id, sealed, context } of values) {
    const fresh = reseal(box, sealed, context);
    if (fresh === 'unreadable') rotation.unreadable.push(id);
    else if (fresh === null) rotation.current += 1;
    else {
      await table.replace(tx, id, { sealed: fresh, keyVersion: box.keyVersion });
      rotation.renewed += 1;
    }
  }
  return values.at(-1)?.id ?? null;
}

function reseal(box: SecretBox, sealed: Buffer, context: string): Buffer | null | 'unreadable' {
  try {
    return box.reseal(sealed, context);
  } catch {
    return 'unreadable';
  }
}
