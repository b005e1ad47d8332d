import { listFindings, listReferences } from '@aizoomdoc/contracts';
import { defineCommand } from '../command.ts';
import { formatFinding, formatReference } from '../format/checks.ts';
import { formatTable } from '../format/text.ts';
import { collectPages, formatMore, pagingOptions } from '../paging.ts';
import { count, flag, optional, optionalOneOf, required } from '../parameters.ts';
import { resolveDocument } from '../references.ts';

const documentArgument = required('<document>', 'идентификатор, шифр или название документа');
const versionOption = count('--version <N>', 'версия документа (обычно текущая)');

const findings = defineCommand({
  path: 'document findings',
  summary: 'проверить документ: листы, ссылки, суммы таблиц, годы стандартов',
  arguments: { document: documentArgument },
  options: {
    kind: optional('--kind <вид>', 'только этого вида, например sum_mismatch'),
    severity: optionalOneOf('--severity <важность>', ['error', 'warning', 'info'], 'только такие'),
    version: versionOption,
    ...pagingOptions,
  },
  async run({ client, output }, { document, kind, severity, version, ...paging }) {
    const connected = await client();
    const params = { document_id: await resolveDocument(connected, document) };
    const found = await collectPages(
      (query) => connected.list(listFindings, { params, query: { ...query, kind, severity, version } }),
      paging,
    );
    const text = found.items.map((finding) => formatFinding(finding, output.style)).join('\n');
    return { json: found, text: text === '' ? 'Расхождений не найдено.' : text + formatMore(found.next) };
  },
});

const references = defineCommand({
  path: 'document references',
  summary: 'ссылки внутри документа и куда они ведут',
  arguments: { document: documentArgument },
  options: { broken: flag('--broken', 'только никуда не ведущие'), version: versionOption, ...pagingOptions },
  async run({ client, output }, { document, broken, version, ...paging }) {
    const connected = await client();
    const params = { document_id: await resolveDocument(connected, document) };
    const only = broken ? 'true' : undefined;
    const found = await collectPages(
      (query) => connected.list(listReferences, { params, query: { ...query, broken: only, version } }),
      paging,
    );
    const rows = found.items.map((reference) => formatReference(reference, output.style));
    return {
      json: found,
      text: rows.length === 0 ? 'Ссылок нет.' : formatTable(rows) + formatMore(found.next),
    };
  },
});

export const checkCommands = [findings, references];
