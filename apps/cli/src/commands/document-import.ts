import { isApiError } from '@aizoomdoc/client';
import { importUrl, ReportEntry } from '@aizoomdoc/contracts';
import { defineCommand } from '../command.ts';
import type { Context } from '../context.ts';
import { CliError, usageError } from '../errors.ts';
import { formatImport } from '../format/import-report.ts';
import { readSecret } from '../input.ts';
import { flag, optional, several } from '../parameters.ts';
import { resolveNode } from '../references.ts';
import { transferTimeout } from './files.ts';
import { collectFiles, type Package } from './import-files.ts';
import { type ImportResult, type ImportTarget, sendPackage } from './send-files.ts';
import { isBusy, waitForDocuments } from './wait-documents.ts';

/** Each document is a request of its own: the server reads it whole or not at all, whatever becomes of the others. */
const importCommand = defineCommand({
  path: 'document import',
  summary: 'загрузить документы: PDF, комплекты, DOCX, HTML, Markdown, картинки, ZIP, папки',
  details:
    'Папки просматриваются со всеми вложенными. Повторная загрузка того же документа — новая версия. ' +
    'Прерванная загрузка большого файла продолжится с того же места, если повторить команду. ' +
    'Замечания к файлам печатаются со строкой; что можно прочесть, читается.',
  arguments: { paths: several('[paths...]', 'файлы и папки') },
  options: {
    url: optional('--url <адрес>', 'загрузить документ по адресу https вместо файлов'),
    to: optional('--to <узел>', 'проект или папка: идентификатор или название'),
    password: optional('--password <пароль>', 'пароль к PDF; он виден в списке процессов'),
    passwordStdin: flag('--password-stdin', 'пароль к PDF из stdin'),
    wait: flag('--wait', 'ждать, пока документы будут прочитаны и распознаны'),
  },
  examples: [
    'document import ./папка --wait',
    'document import АР4_document.md АР4_blocks.json АР4.pdf --to "Жилой дом"',
    'document import --url https://example.org/АР4.pdf',
  ],
  async run(context, { paths, url, to, password, passwordStdin, wait }) {
    if ((paths.length === 0) === (url === undefined))
      throw usageError('Назовите файлы и папки — или один адрес ключом --url.');
    const target: ImportTarget = {
      parent_id: to === undefined ? undefined : await resolveNode(await context.client(), to),
      password: passwordStdin ? await readSecret('Пароль к PDF') : password,
    };
    const total: ImportResult = { documents: [], report: [] };
    const { packages, emptyFolders, skipped } = await collectFiles(paths, context.environment.cwd);
    total.report.push(...emptyFolders.map(nothingInside));
    if (skipped > 0) context.output.note(`Пропущены файлы других видов: ${skipped}.`);
    const sendings = packages.map((files) => ({
      name: files.stem,
      send: (note: string) => sendPackage(context, files, { target, note }),
    }));
    if (url !== undefined)
      sendings.push({ name: url, send: (note) => sendAddress(context, { ...target, url }, note) });
    const outcome = await importAll(sendings, total);
    if (wait) total.documents = await waitForDocuments(context, total.documents);
    return conclude(context, { ...outcome, total, packages });
  },
});

interface Sending {
  name: string;
  /** `note` says what is being done. */
  send(note: string): Promise<ImportResult>;
}

interface Outcome {
  /** What kept the rest from being sent. */
  stopped: unknown;
  /** The first refusal of files. */
  refused: unknown;
}

/** The server answers late about a document that takes long to read; the others need not wait for it. */
const sentAtOnce = 3;

/** Sends each and adds what it gave to `total`, in their order. */
async function importAll(sendings: readonly Sending[], total: ImportResult): Promise<Outcome> {
  const results = new Map<number, ImportResult>();
  const outcome: Outcome = { stopped: null, refused: null };
  const queue = sendings.entries();
  const sendQueued = async () => {
    for (const [index, { name, send }] of queue) {
      try {
        results.set(index, await send(`Загружаю ${index + 1} из ${sendings.length}: ${name}`));
      } catch (error) {
        // What is wrong with one document says nothing about the next; what is wrong with the server does.
        if (isAboutFiles(error)) outcome.refused ??= error;
        else outcome.stopped ??= error;
        results.set(index, { documents: [], report: isAboutFiles(error) ? refusal(error, name) : [] });
      }
      if (outcome.stopped !== null) return;
    }
  };
  await Promise.all(Array.from({ length: sentAtOnce }, sendQueued));
  for (const [, { documents, report }] of [...results].sort(([one], [other]) => one - other)) {
    total.documents.push(...documents);
    total.report.push(...report);
  }
  return outcome;
}

async function sendAddress(context: Context, body: ImportTarget & { url: string }, note: string) {
  context.output.status.show(note);
  return (await context.client()).call(importUrl, { body, timeout: transferTimeout });
}

interface Conclusion extends Outcome {
  total: ImportResult;
  packages: Package[];
}

/** The report; what was not read is a failure all the same. */
function conclude({ output }: Context, { total, packages, stopped, refused }: Conclusion) {
  const { documents, report } = total;
  const answer = { json: total, text: formatImport(total, packages, output.style) };
  const isWhole =
    report.every(({ severity }) => severity !== 'error') &&
    documents.every(({ status }) => status !== 'failed');
  if (stopped === null && isWhole) {
    if (documents.some(isBusy))
      output.note('Чтение продолжается на сервере. Дождаться: aizoomdoc document wait ДОКУМЕНТ');
    return answer;
  }
  if (documents.length + report.length > 0) output.answer(answer);
  throw stopped ?? (documents.length > 0 ? notAllRead() : (refused ?? nothingRead()));
}

function isAboutFiles(error: unknown): boolean {
  return isApiError(error) && [413, 415, 422].includes(error.status);
}

/** The remarks that a refusal carries, or the refusal as a remark. */
function refusal(error: unknown, file: string): ImportResult['report'] {
  if (!isApiError(error)) return [];
  const entries = error.details.flatMap((detail) => ReportEntry.safeParse(detail).data ?? []);
  const { code, message } = error;
  return entries.length > 0 ? entries : [{ file, line: null, severity: 'error', code, message }];
}

const nothingInside = (folder: string): ImportResult['report'][number] => ({
  file: folder,
  line: null,
  severity: 'error',
  code: 'nothing_to_import',
  message: 'В папке нет документов: PDF, комплектов, DOCX, HTML, Markdown, картинок или ZIP.',
});

const nothingRead = () => new CliError('nothing_to_import', 'Ни один документ не прочитан.');

const notAllRead = () =>
  new CliError('import_incomplete', 'Прочитано не всё.', {
    hint: 'Исправьте файлы по замечаниям и загрузите их снова.',
  });

export const importCommands = [importCommand];
