/**
 * Fails when contracts/VERSION.json promises less than the contract changed since the last release.
 * With --release it then freezes the contract as the one that later changes are compared with.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { compareContracts } from './compare.ts';
import { contractDocument, releasedDocument, releasedUrl } from './document.ts';
import { judgeVersion } from './required-bump.ts';

const released = await releasedDocument();
const current = await contractDocument();
const changes = released === null ? [] : await compareContracts(released, current);
const from = released?.info.version ?? current.info.version;
const to = current.info.version;
const { ok, needed } = judgeVersion(from, to, changes);

for (const { breaking, where, text, rule } of changes) {
  console.log(`  ${breaking ? 'breaking' : 'additive'}  ${where}: ${text} [${rule}]`);
}
const breaking = changes.filter((change) => change.breaking).length;
console.log(
  released === null
    ? `contract ${to}: nothing released yet, nothing to compare with`
    : `contract ${from} → ${to}: ${breaking} breaking, ${changes.length - breaking} additive`,
);

if (!ok) {
  console.error(`contracts/VERSION.json must say at least ${needed}; then run \`npm run openapi\`.`);
  process.exitCode = 1;
} else if (process.argv.includes('--release')) {
  await mkdir(new URL('.', releasedUrl), { recursive: true });
  await writeFile(releasedUrl, `${JSON.stringify(current, null, 1)}\n`);
  console.log(`contract ${to} is the released one now`);
}
