import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import extractCruiseConfig from 'dependency-cruiser/config-utl/extract-depcruise-config';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Borders, configFile, cruiseBorders } from './cruise.ts';

const modules = 'apps/server/src/modules';

/** One import that each rule must refuse: rule, importing file, what it says, file that it means. */
const crossings: [rule: string, from: string, specifier: string, to: string][] = [
  ['apps-never-import-apps', 'apps/web/src/a.ts', '../../cli/src/b.ts', 'apps/cli/src/b.ts'],
  [
    'clients-use-client-and-contracts',
    'apps/cli/src/c.ts',
    '../../../packages/models/src/m.ts',
    'packages/models/src/m.ts',
  ],
  [
    'server-does-not-call-itself',
    'apps/server/src/d.ts',
    '../../../packages/client/src/c.ts',
    'packages/client/src/c.ts',
  ],
  [
    'client-imports-contracts-only',
    'packages/client/src/e.ts',
    '../../pii/src/p.ts',
    'packages/pii/src/p.ts',
  ],
  [
    'engines-import-no-sibling',
    'packages/documents/src/f.ts',
    '../../contracts/src/z.ts',
    'packages/contracts/src/z.ts',
  ],
  [
    'packages-never-import-apps',
    'packages/models/src/g.ts',
    '../../../apps/server/src/h.ts',
    'apps/server/src/h.ts',
  ],
  ['contracts-import-zod-only', 'packages/contracts/src/i.ts', 'node:fs', 'fs'],
  ['no-tools-in-products', 'packages/pii/src/j.ts', '../../../scripts/s.ts', 'scripts/s.ts'],
  [
    'testing-stays-in-tests',
    'apps/server/src/k.ts',
    './platform/testing/t.ts',
    'apps/server/src/platform/testing/t.ts',
  ],
  ['nobody-imports-main', 'apps/server/src/l.ts', './main.ts', 'apps/server/src/main.ts'],
  ['only-main-imports-app', `${modules}/ai/m.ts`, '../../app.ts', 'apps/server/src/app.ts'],
  ['wiring-belongs-to-app', `${modules}/ai/n.ts`, '../../wiring/w.ts', 'apps/server/src/wiring/w.ts'],
  [
    'platform-knows-no-module',
    'apps/server/src/platform/o.ts',
    '../modules/ai/index.ts',
    `${modules}/ai/index.ts`,
  ],
  [
    'modules-only-through-their-door',
    `${modules}/chats/p.ts`,
    '../files/inner.ts',
    `${modules}/files/inner.ts`,
  ],
  [
    'others-enter-modules-by-the-door',
    'apps/server/src/q.ts',
    './modules/files/inner.ts',
    `${modules}/files/inner.ts`,
  ],
  ['doors-are-called-by-name', `${modules}/chats/r.ts`, '../files/index.ts', `${modules}/files/index.ts`],
  ['modules-have-a-tier', `${modules}/weather/s.ts`, './index.ts', `${modules}/weather/index.ts`],
  ['tier-1-imports-lower-tiers', `${modules}/identity/t.ts`, '#modules/audit', `${modules}/audit/index.ts`],
  ['tier-2-imports-lower-tiers', `${modules}/files/u.ts`, '#modules/ai', `${modules}/ai/index.ts`],
  ['tier-3-imports-lower-tiers', `${modules}/ai/v.ts`, '#modules/chats', `${modules}/chats/index.ts`],
  [
    'tier-4-imports-lower-tiers',
    `${modules}/chats/w.ts`,
    '#modules/assistant',
    `${modules}/assistant/index.ts`,
  ],
  ['tier-5-imports-lower-tiers', `${modules}/law/x.ts`, '#modules/reviews', `${modules}/reviews/index.ts`],
  ['no-cycles', 'packages/documents/src/y.ts', './y2.ts', 'packages/documents/src/y2.ts'],
  ['nothing-unresolved', 'packages/documents/src/z.ts', './nowhere.ts', './nowhere.ts'],
];

/** Imports that every rule must let pass. */
const allowed: [from: string, specifier: string][] = [
  ['apps/web/src/ok.ts', '../../../packages/client/src/c.ts'],
  ['apps/web/src/e2e/ok.ts', '../../../../scripts/s.ts'],
  ['packages/client/src/ok.ts', '../../contracts/src/z.ts'],
  ['apps/server/src/main.ts', './app.ts'],
  ['apps/server/src/app.ts', '#modules/assistant'],
  ['apps/server/src/wiring/ok.ts', '#modules/ai'],
  [`${modules}/assistant/ok.ts`, '#modules/chats'],
  [`${modules}/chats/ok.ts`, '#modules/audit'],
  [`${modules}/chats/ok2.ts`, './ok.ts'],
  [`${modules}/chats/ok.test.ts`, '../../platform/testing/t.ts'],
  ['apps/server/src/platform/testing/ok.ts', '../../app.ts'],
  ['bench/ok.ts', '../packages/documents/src/z2.ts'],
  ['scripts/ok.ts', '../apps/server/src/app.ts'],
];

let root: string;
let borders: Borders;

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'aizoomdoc-borders-'));
  const lines = new Map<string, string>();
  const add = (file: string, line: string) => lines.set(file, `${lines.get(file) ?? 'export {};'}\n${line}`);
  for (const [rule, , , to] of crossings) if (rule !== 'nothing-unresolved') add(to, '');
  for (const [, from, specifier] of crossings) add(from, `import '${specifier}';`);
  for (const [from, specifier] of allowed) add(from, `import type {} from '${specifier}';`);
  add('packages/documents/src/y2.ts', "import './y.ts';");
  add('packages/documents/src/z2.ts', '');
  for (const [file, text] of lines) {
    if (file.includes('/')) await write(file, text);
  }
  await write('apps/server/package.json', '{"imports": {"#modules/*": "./src/modules/*/index.ts"}}');
  borders = await cruiseBorders(root);
});

afterAll(() => rm(root, { recursive: true }));

async function write(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(path.join(root, file)), { recursive: true });
  await writeFile(path.join(root, file), text);
}

describe('borders', () => {
  it.each(crossings)('%s refuses %s → %s', (rule, from, _specifier, to) => {
    const found = borders.violations.filter((violation) => violation.from === from);
    expect(found).toContainEqual(expect.objectContaining({ to, rule: { name: rule, severity: 'error' } }));
  });

  it.each(allowed)('let %s import %s', (from) => {
    expect(borders.violations.filter((violation) => violation.from === from)).toEqual([]);
  });

  it('has a crossing for every rule', async () => {
    const { forbidden } = await extractCruiseConfig(configFile);
    expect(crossings.map(([rule]) => rule)).toEqual(forbidden?.map((rule) => rule.name));
  });

  it('looks at every file', () => {
    expect(borders.missed).toEqual([]);
    expect(borders.cruised.length).toBeGreaterThan(crossings.length);
  });
});
