import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startVitest } from 'vitest/node';
import ClosingLineReporter from './closing-line-reporter.ts';

let folder: string;

beforeEach(async () => {
  // Inside the repository, so that the files find vitest.
  folder = await mkdtemp(path.join(import.meta.dirname, '../../node_modules/.cache-reporter-'));
});

afterEach(async () => {
  process.exitCode = undefined;
  await rm(folder, { recursive: true });
});

/** Runs these test files for real and gives back the last line and the exit code that the reporter asked for. */
async function run(files: Record<string, string>, failOnSkipped = false) {
  for (const [name, body] of Object.entries(files)) {
    await writeFile(
      path.join(folder, name),
      `import { beforeAll, describe, it, expect } from 'vitest';\n${body}`,
    );
  }
  const lines: string[] = [];
  const reporter = new ClosingLineReporter({ failOnSkipped, print: (line) => lines.push(line) });
  const vitest = await startVitest('test', [], {
    root: folder,
    config: false,
    watch: false,
    include: ['*.test.ts'],
    reporters: [reporter],
    pool: 'threads',
  });
  const { exitCode } = process;
  await vitest.close();
  return { lines, exitCode };
}

it('counts passed and failed tests', async () => {
  const { lines } = await run({
    'a.test.ts': `it('one', () => {}); describe('in', () => { it('two', () => { expect(1).toBe(2); }); });`,
    'b.test.ts': `it('three', () => {});`,
  });
  expect(lines).toEqual(['2 passed, 1 failed']);
});

it('counts a file that does not load and a hook that fails', async () => {
  const { lines } = await run({
    'a.test.ts': `it('one', () => {});`,
    'b.test.ts': `throw new Error('does not load');`,
    'c.test.ts': `describe('in', () => { beforeAll(() => { throw new Error('hook'); }); it('two', () => {}); });`,
  });
  expect(lines).toEqual(['1 passed, 2 failed, 1 skipped']);
});

it('fails a run with skipped tests where that is asked for, naming them', async () => {
  const files = { 'a.test.ts': `it('one', () => {}); it.skip('two', () => {}); it.todo('three');` };
  expect(await run(files)).toEqual({ lines: ['1 passed, 0 failed, 2 skipped'], exitCode: undefined });
  expect(await run(files, true)).toEqual({
    lines: [
      'Skipped tests fail a run on CI:\n  a.test.ts > two\n  a.test.ts > three',
      '1 passed, 0 failed, 2 skipped',
    ],
    exitCode: 1,
  });
});
