import type { OpenApiDocument } from './document.ts';
import { runOasdiff } from './oasdiff.ts';

export interface ContractChange {
  breaking: boolean;
  /** `POST /api/chats`, or `components` for what belongs to no operation. */
  where: string;
  /** Stable name of the rule, e.g. `response-required-property-removed`. */
  rule: string;
  text: string;
}

const breakingLevel = 3;

/** What a client built against `released` meets when it talks to `current`, breaking changes first. */
export async function compareContracts(
  released: OpenApiDocument,
  current: OpenApiDocument,
): Promise<ContractChange[]> {
  const changes = await runOasdiff(readableByOasdiff(released), readableByOasdiff(current));
  return changes
    .map(({ level, operation, path, id, text }) => ({
      breaking: level === breakingLevel,
      where: operation && path ? `${operation} ${path}` : 'components',
      rule: id,
      text,
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
