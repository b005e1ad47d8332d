import type { AuditReport, CrossReference } from '@aizoomdoc/documents/audit';
import { type Executor, tables } from '#platform/db/database.ts';
import { newId } from '#platform/ids.ts';
import type { FindingTables } from '../finding-store.ts';

const batch = 500;

/** Writes what an audit found, in place of what an earlier one did. */
export async function insertAudit(executor: Executor, versionId: string, audit: AuditReport): Promise<void> {
  const db = tables<FindingTables>(executor);
  await db.deleteFrom('findings').where('version_id', '=', versionId).execute();
  await db.deleteFrom('cross_references').where('version_id', '=', versionId).execute();
  const findings = audit.findings.map(({ kind, severity, message, evidence }, position) => ({
    id: newId(),
    version_id: versionId,
    position,
    kind,
    severity,
    message,
    evidence: JSON.stringify(evidence),
  }));
  // What another set of drawings holds cannot be told broken from here.
  const references = audit.references
    .filter(({ status }) => status !== 'external')
    .map((reference, position) => ({
      version_id: versionId,
      position,
      kind: reference.target,
      text: reference.at.quote,
      source: JSON.stringify(reference.at),
      target: targetOf(reference),
    }));
  for (let at = 0; at < findings.length; at += batch)
    await db
      .insertInto('findings')
      .values(findings.slice(at, at + batch))
      .execute();
  for (let at = 0; at < references.length; at += batch)
    await db
      .insertInto('cross_references')
      .values(references.slice(at, at + batch))
      .execute();
}

function targetOf({ target, label, leadsTo: [first] }: CrossReference): string | null {
  if (first === undefined) return null;
  return JSON.stringify({ ...first, sheet: target === 'sheet' ? label : null });
}
