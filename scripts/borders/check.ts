/** Fails when an import crosses a border, or when a file's imports were not looked at. */
import path from 'node:path';
import { cruiseBorders } from './cruise.ts';

const { cruised, missed, violations } = await cruiseBorders(path.join(import.meta.dirname, '../..'));

for (const { rule, from, to, cycle } of violations) {
  console.error(`  ${rule.name}: ${from} → ${cycle?.map(({ name }) => name).join(' → ') ?? to}`);
}
for (const file of missed) console.error(`  not looked at: ${file}`);
console.log(`borders: ${cruised.length} files, ${violations.length} violations`);

if (violations.length > 0 || missed.length > 0 || cruised.length === 0) process.exitCode = 1;
