import type { Answer as Got } from '@aizoomdoc/client';
import { isApiError } from '@aizoomdoc/client';
import { importDocuments, ReportEntry } from '@aizoomdoc/contracts';
import { defineCommand } from '../command.ts';
import type { Context } from '../context.ts';
import { CliError } from '../errors.ts';
import { formatImport } from '../format/import-report.ts';
import { several } from '../parameters.ts';
import { type Bundle, collectBundles } from './bundle-files.ts';
import { openUpload, transferTimeout } from './files.ts';

type ImportResult = Got<typeof importDocuments>;

/** Each bundle is a request of its own: the server reads it whole or not at all, whatever becomes of the others. */
const importCommand = defineCommand({
  path: 'document import',
  summary: 'загрузить комплекты документов: *_document.md и *_blocks.json',
  details:
    'Папки просматриваются со всеми вложенными. Повторная загрузка того же комплекта — новая версия документа. ' +
    'Замечания к файлам печатаются со строкой; что можно прочесть, читается.',
  arguments: { paths: several('<paths...>', 'файлы и папки') },
  examples: ['document import АР4_document.md АР4_blocks.json', 'document import ./папка --json'],
  async run(context, { paths }) {
    const { output } = context;
    const { bundles, emptyFolders } = await collectBundles(paths, context.environment.cwd);
    const total: ImportResult = { documents: [], report: emptyFolders.map(nothingInside) };
    const failures = await importAll(context, bundles, total);
    const answer = { json: total, text: formatImport(total, bundles, output.style) };
    const failure = failures.find((error) => !isAboutFiles(error)) ?? failures[0];
    if (failure === undefined && emptyFolders.length === 0) return answer;
    if (total.documents.length + total.report.length > 0) output.answer(answer);
    if (failure !== undefined && !isAboutFiles(failure)) throw failure;
    throw total.documents.length === 0 ? (failure ?? nothingRead()) : notAllRead();
  },
});

/** Sends the bundles one by one and adds what they gave to `total`. @returns what failed */
async function importAll(
  context: Context,
  bundles: readonly Bundle[],
  total: ImportResult,
): Promise<unknown[]> {
  const client = await context.client();
  const failures: unknown[] = [];
  for (const [index, bundle] of bundles.entries()) {
    context.output.status.show(`Загружаю ${index + 1} из ${bundles.length}: ${bundle.stem}`);
    try {
      const files = await Promise.all(bundle.files.map((file) => openUpload(file.path)));
      const { documents, report } = await client.call(importDocuments, { files, timeout: transferTimeout });
      total.documents.push(...documents);
      total.report.push(...report);
    } catch (error) {
      failures.push(error);
      // What is wrong with one bundle says nothing about the next; what is wrong with the server does.
      if (!isAboutFiles(error)) break;
      total.report.push(...refusal(error, bundle));
    }
  }
  return failures;
}

function isAboutFiles(error: unknown): boolean {
  return isApiError(error) && [413, 415, 422].includes(error.status);
}

/** The remarks that a refusal carries, or the refusal as a remark. */
function refusal(error: unknown, { stem }: Bundle): ImportResult['report'] {
  if (!isApiError(error)) return [];
  const entries = error.details.flatMap((detail) => ReportEntry.safeParse(detail).data ?? []);
  const { code, message } = error;
  return entries.length > 0 ? entries : [{ file: stem, line: null, severity: 'error', code, message }];
}

const nothingInside = (folder: string): ImportResult['report'][number] => ({
  file: folder,
  line: null,
  severity: 'error',
  code: 'nothing_to_import',
  message: 'В папке нет комплектов: файлов «…_document.md» и «…_blocks.json» с общим началом имени.',
});

const nothingRead = () => new CliError('nothing_to_import', 'Ни один документ не прочитан.');

const notAllRead = () =>
  new CliError('import_incomplete', 'Прочитано не всё.', {
    hint: 'Исправьте файлы по замечаниям и загрузите их снова.',
  });

export const importCommands = [importCommand];
