import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type AuditReport, auditDocument } from '@aizoomdoc/documents/audit';
import { type InputFile, readDocuments } from '@aizoomdoc/documents/readers';
import { callerPath, requirePaths, runProgram, say, UsageError } from './lib/program.ts';

const usage = `npm run -s check:audit -- [--json] [--evidence] FILE|DIR…

Реестр листов, ссылки и противоречия документов. Файлы одного документа указываются вместе; без файлов — папка примеров
../shared/data/aizoomdoc-samples.`;

const samples = new URL('../../shared/data/aizoomdoc-samples', import.meta.url).pathname;

runProgram(async () => {
  const { values, positionals } = readOptions();
  const paths = positionals.length > 0 ? positionals.map(callerPath) : [samples];
  requirePaths(paths);
  const { documents, report } = await readDocuments(await filesOf(paths));
  for (const { file, message } of report) say(`${file}: ${message}`);
  const audits = documents.map(({ stem, model }) => ({ stem, ...auditDocument(model) }));
  if (values.json) console.log(JSON.stringify(audits, null, 2));
  else for (const audit of audits) console.log(shown(audit, values.evidence));
});

function readOptions() {
  try {
    return parseArgs({
      options: {
        json: { type: 'boolean', default: false },
        evidence: { type: 'boolean', default: false },
      },
      allowPositionals: true,
    });
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${usage}`);
  }
}

async function filesOf(paths: readonly string[]): Promise<InputFile[]> {
  const files: InputFile[] = [];
  for (const each of paths) {
    const isFolder = (await stat(each)).isDirectory();
    const names = isFolder ? (await readdir(each)).map((name) => path.join(each, name)) : [each];
    for (const name of names) files.push({ name: path.basename(name), bytes: await readFile(name) });
  }
  return files;
}

function shown(
  { stem, sheets, references, findings }: AuditReport & { stem: string },
  evidence: boolean,
): string {
  const count = (status: string) => references.filter((one) => one.status === status).length;
  const lines = findings.flatMap((finding) => [
    `  [${finding.severity}] ${finding.kind}: ${finding.message}`,
    ...(evidence
      ? finding.evidence.map(({ block, page, quote }) => `      ${block ?? '—'} стр. ${page}: ${quote}`)
      : []),
  ]);
  return [
    `${stem}: листов ${sheets.length}; ссылок ${references.length} (найдено ${count('resolved')}, на другие комплекты ${count('external')}, оборвано ${count('broken')}, неизвестно ${count('unknown')}); замечаний ${findings.length}`,
    ...lines,
  ].join('\n');
}
