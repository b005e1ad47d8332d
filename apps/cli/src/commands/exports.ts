import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { exportChat, exportMessage, getChat } from '@aizoomdoc/contracts';
import { defineCommand } from '../command.ts';
import type { Context } from '../context.ts';
import { CliError } from '../errors.ts';
import { formatSize } from '../format/text.ts';
import { formatVerification } from '../format/verification.ts';
import { flag, optional, optionalOneOf, required, several } from '../parameters.ts';
import { expectId } from '../references.ts';
import { compareOriginals } from '../verify/compare-originals.ts';
import { Damaged } from '../verify/damaged.ts';
import { verifyExport } from '../verify/verify-export.ts';
import { chatOption, currentChat } from './chats.ts';
import { transferTimeout, writeNew } from './files.ts';

const extensions = { pdf: 'pdf', docx: 'docx', markdown: 'md' } as const;

const exportCommand = defineCommand({
  path: 'chat export',
  summary: 'выгрузить чат или один ответ: PDF, Word или Markdown',
  details:
    'Обычно это архив: текст, картинки, сообщения и манифест с хешем каждого доказательства. С ключом --single — ' +
    'один файл, манифест внутри него. Проверить позже, без сети: aizoomdoc export verify ФАЙЛ',
  options: {
    chat: chatOption,
    message: optional('--message <id>', 'только этот ответ и его вопрос'),
    format: optionalOneOf('--format <вид>', ['pdf', 'docx', 'markdown'], 'что выгрузить (обычно pdf)'),
    single: flag('--single', 'один файл вместо архива'),
    output: optional('-o, --output <файл>', 'куда записать; «-» — в stdout'),
    force: flag('--force', 'записать поверх того, что там есть'),
  },
  examples: ['chat export --format docx', 'chat export --message 0199… --single -o ответ.pdf'],
  async run(context, { chat, message, format = 'pdf', single, output, force }) {
    const client = await context.client();
    const chat_id = await currentChat(context, chat);
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    const query = { format, package: single ? 'false' : 'true', time_zone: timeZone } as const;
    const rest = { query, timeout: transferTimeout };
    const blob =
      message === undefined
        ? await client.download(exportChat, { params: { chat_id }, ...rest })
        : await client.download(exportMessage, {
            params: { chat_id, message_id: expectId(message, 'Сообщение') },
            ...rest,
          });
    const bytes = new Uint8Array(await blob.arrayBuffer());
    if (output === '-') {
      context.output.bytes(bytes);
      return null;
    }
    const name =
      output ?? (await nameOf(context, chat_id, single ? extensions[format] : `${extensions[format]}.zip`));
    const target = path.resolve(context.environment.cwd, name);
    await writeNew(target, bytes, force);
    const json = { chat_id, message_id: message ?? null, format, path: target, size_bytes: bytes.length };
    return { json, text: `${target} — ${formatSize(bytes.length)}` };
  },
});

/** After the chat, in signs that any file system takes. */
async function nameOf(context: Context, chat_id: string, extension: string): Promise<string> {
  const { chat } = await (await context.client()).call(getChat, { params: { chat_id } });
  const title = chat.title
    .replaceAll(/[\p{Cc}\\/:*?"<>|]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return `${
    [...title]
      .slice(0, 60)
      .join('')
      .replace(/[. ]+$/, '') || 'Чат'
  }.${extension}`;
}

/** Nothing larger is an export. */
const mostBytes = 1024 ** 3;

const verify = defineCommand({
  path: 'export verify',
  summary: 'проверить выгрузку без сети: что цело, что изменено',
  details:
    'Годится архив, PDF, Word и Markdown. Изменён хотя бы один байт — код выхода 1. Ключ --with сверяет и ваши файлы: ' +
    'те ли это документы, на которые ссылается ответ.',
  arguments: { file: required('<file>', 'выгрузка') },
  options: { with: several('--with <файл...>', 'документы, которые лежат у вас; пишите после выгрузки') },
  examples: ['export verify ответ.pdf.zip', 'export verify ответ.pdf --with 133-23-ГК-АР4.pdf'],
  async run({ environment, output }, { file, with: given }) {
    const target = path.resolve(environment.cwd, file);
    if ((await stat(target)).size > mostBytes)
      throw damaged(new Damaged('Таких больших выгрузок не бывает.'));
    const verification = readVerification(await readFile(target));
    const { intact, kind, manifest, checks } = verification;
    const paths = given.map((one) => path.resolve(environment.cwd, one));
    const originals = await compareOriginals(paths, manifest);
    const { chat_id, message_id, created_at, format, title } = manifest;
    const about = { kind, format, chat_id, message_id, title, created_at };
    const json = { intact, ...about, checks, documents: manifest.documents, originals };
    output.answer({ json, text: formatVerification(verification, originals, output.style) });
    if (!intact) throw new CliError('export_changed', 'Выгрузка изменена: полагаться на неё нельзя.');
    if (originals.some(({ document }) => document === null)) {
      throw new CliError('originals_differ', 'Не все ваши файлы — те, на которые ссылается ответ.');
    }
    return null;
  },
});

function readVerification(bytes: Buffer) {
  try {
    return verifyExport(bytes);
  } catch (error) {
    throw error instanceof Damaged ? damaged(error) : error;
  }
}

const damaged = (error: Damaged) => new CliError('export_damaged', error.message);

export const exportCommands = [exportCommand, verify];
