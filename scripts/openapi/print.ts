/** Writes openapi.json from the contracts; with --check only says whether the committed file is up to date. */
import { readFile, writeFile } from 'node:fs/promises';
import { contractDocument, documentUrl } from './document.ts';

const printed = `${JSON.stringify(await contractDocument(), null, 2)}\n`;

if (!process.argv.includes('--check')) {
  await writeFile(documentUrl, printed);
} else if ((await readFile(documentUrl, 'utf8').catch(() => '')) !== printed) {
  console.error('openapi.json differs from packages/contracts: run `npm run openapi` and commit the result.');
  process.exitCode = 1;
}
