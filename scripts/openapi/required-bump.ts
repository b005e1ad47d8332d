import type { ContractChange } from './compare.ts';

export interface Verdict {
  /** The least version that these changes may be released under. */
  needed: string;
  ok: boolean;
}

/**
 * SemVer applied to a contract. Before 1.0.0 a breaking change raises the middle number and any other the last one,
 * as caret ranges read such versions; wording alone asks for nothing.
 */
export function judgeVersion(released: string, current: string, changes: readonly ContractChange[]): Verdict {
  const needed = leastVersion(parse(released), changes);
  return { needed: needed.join('.'), ok: compare(parse(current), needed) >= 0 };
}

type Version = readonly [major: number, minor: number, patch: number];

function leastVersion([major, minor, patch]: Version, changes: readonly ContractChange[]): Version {
  if (changes.length === 0) return [major, minor, patch];
  const breaking = changes.some((change) => change.breaking);
  if (major === 0) return breaking ? [0, minor + 1, 0] : [0, minor, patch + 1];
  return breaking ? [major + 1, 0, 0] : [major, minor + 1, 0];
}

function parse(version: string): Version {
  const match = /^(\d+)\.(\d+)\.(\d+)$/.exec(version);
  if (match === null) throw new Error(`not a version of three numbers: ${version}`);
  return [Number(match[1]), Number(match[2]), Number(match[3])];
}

function compare(a: Version, b: Version): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}
