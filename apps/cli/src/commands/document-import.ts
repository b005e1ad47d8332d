import type { Answer as Got } from '@aizoomdoc/client';
import { isApiError } from '@aizoomdoc/client';
import { importDocuments, ReportEntry } from '@aizoomdoc/contracts';
import { defineCommand } from '../command.ts';
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
    const { output, environment } = context;
    const bundles = await collectBundles(paths, environment.cwd);
    const client = await context.client();
    const total: ImportResult = { documents: [], report: [] };
    const failures: unknown[] = [];
    const answer = () => ({ json: total, text: formatImport(total, bundles, output.style) });
    const importBundle = async ({ files }: Bundle) => {
      const uploads = await Promise.all(files.map(({ path }) => openUpload(path)));
      return client.call(importDocuments, { files: uploads, timeout: transferTimeout });
    };
    for (const [index, bundle] of bundles.entries()) {
      output.status.show(`Загружаю ${index + 1} из ${bundles.length}: ${bundle.stem}`);
      try {
        const { documents, report } = await importBundle(bundle);
        total.documents.push(...documents);
        total.report.push(...report);
      } catch (error) {
        failures.push(error);
        // What is wrong with one bundle says nothing about the next; what is wrong with the server does.
        if (!isAboutFiles(error)) break;
        total.report.push(...refusal(error, bundle));
      }
    }
    const [failure] = failures.filter((error) => !isAboutFiles(error)).concat(failures);
    if (failure === undefined) return answer();
    output.answer(answer());
    throw total.documents.length > 0 && isAboutFiles(failure) ? partly(failures.length) : failure;
  },
});

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

function partly(failed: number): CliError {
  return new CliError('import_incomplete', `Прочитано не всё: не удалось комплектов — ${failed}.`, {
    hint: 'Исправьте файлы по замечаниям и загрузите их снова.',
  });
}

export const importCommands = [importCommand];
