import type { PageStamp } from '../model.ts';
import { field, listField, textField } from './json-value.ts';

/** What the description of one picture holds. */
export interface ImageDescription {
  /** The same fields in Russian as `*_document.md` writes them. */
  text: string;
  /** Where the picture is a title block. */
  stamp: PageStamp | null;
}

const UNKNOWN = /^не определен[аоы]?\.?$/iu;
const STAMP_KEYS = ['document_code', 'sheet_number', 'total_sheets', 'sheet_name'];

/**
 * A picture's description out of the JSON of a vision model in any of its shapes: flat, inside `analysis` (also twice), or a stamp. `null` where the
 * object is none of them.
 */
export function describeImage(value: unknown): ImageDescription | null {
  const analysis = unwrap(value);
  const stamp = readStampData(analysis);
  if (stamp !== null) return { text: stampText(stamp), stamp };
  const text = fieldsText(analysis);
  return text === '' ? null : { text, stamp: null };
}

function unwrap(value: unknown): unknown {
  let inner = value;
  for (let depth = 0; depth < 4; depth++) {
    const next = field(inner, 'analysis');
    if (typeof next !== 'object' || next === null) break;
    inner = next;
  }
  return inner;
}

function fieldsText(analysis: unknown): string {
  const location = field(analysis, 'location');
  const zone = known(textField(location, 'zone_name'));
  const grid = known(textField(location, 'grid_lines'));
  const entities = listField(analysis, 'key_entities').filter((entity) => typeof entity === 'string');
  const fields: [string, string | null][] = [
    ['Краткое описание', textField(analysis, 'content_summary')],
    ['Описание', textField(analysis, 'detailed_description')],
    ['Текст на чертеже', textField(analysis, 'clean_ocr_text') ?? textField(analysis, 'ocr_text')],
    ['Сущности', entities.length === 0 ? null : entities.join(', ')],
  ];
  const lines = fields.flatMap(([name, text]) => (text === null ? [] : [`**${name}:** ${text}`]));
  if (lines.length === 0 && zone === null && grid === null) return '';
  return [headLine(zone, grid), ...lines].join('\n\n');
}

function headLine(zone: string | null, grid: string | null): string {
  const axes = grid?.replace(/^оси:?[ \t]+/iu, '');
  return `**[ИЗОБРАЖЕНИЕ]**${zone === null ? '' : ` | Тип: ${zone}`}${axes ? ` | Оси: ${axes}` : ''}`;
}

const known = (text: string | null) => (text === null || UNKNOWN.test(text) ? null : text);

/** A title block out of `stamp_data`; `null` where the object is none. */
export function readStampData(data: unknown): PageStamp | null {
  if (typeof data !== 'object' || data === null || !STAMP_KEYS.some((key) => Object.hasOwn(data, key)))
    return null;
  const revisions = listField(data, 'revisions').flatMap((entry) => {
    const number = textField(entry, 'change_num') ?? textField(entry, 'revision_number');
    if (number === null) return [];
    return [{ number, document: textField(entry, 'doc_num'), date: textField(entry, 'date') }];
  });
  const signatures = listField(data, 'signatures').flatMap((entry) => {
    const role = textField(entry, 'role');
    const name = textField(entry, 'surname') ?? textField(entry, 'name');
    if (role === null && name === null) return [];
    return [{ role: role ?? '', name, date: textField(entry, 'date') }];
  });
  const total = Number.parseInt(textField(data, 'total_sheets') ?? '', 10);
  return {
    cipher: textField(data, 'document_code'),
    stage: textField(data, 'stage'),
    sheet: textField(data, 'sheet_number'),
    total: Number.isNaN(total) ? null : total,
    title: textField(data, 'sheet_name'),
    object: textField(data, 'project_name'),
    organisation: textField(data, 'organization'),
    revision: revisions.at(-1)?.number ?? null,
    revisions,
    signatures,
    bbox: null,
  };
}

/** A title block in words, so that search finds its names. */
function stampText(stamp: PageStamp): string {
  const fields: [string, string | number | null][] = [
    ['Шифр', stamp.cipher],
    ['Стадия', stamp.stage],
    ['Лист', stamp.sheet],
    ['Листов', stamp.total],
    ['Наименование', stamp.title],
    ['Объект', stamp.object],
    ['Организация', stamp.organisation],
  ];
  return [
    headLine('Штамп', null),
    ...fields.flatMap(([name, value]) => (value === null ? [] : [`**${name}:** ${value}`])),
    ...stamp.signatures.map(({ role, name, date }) => [role, name, date].filter(Boolean).join(' — ')),
    ...stamp.revisions.map(
      ({ number, document, date }) =>
        `Изм. ${number}${[document, date]
          .filter(Boolean)
          .map((part) => `, ${part}`)
          .join('')}`,
    ),
  ].join('\n\n');
}

/** Stands before the text that no recogniser made. */
export const PDF_TEXT_LABEL = '**Текст из PDF:**';

/** Text that the PDF itself has under the picture, where the description does not repeat it. */
export function withPdfText(text: string, pdfText: string | null): string {
  if (pdfText === null) return text;
  const letters = (value: string) => value.replace(/[^\p{L}\p{N}]+/gu, '').toLowerCase();
  // So much longer a text is no part of the description, whatever its spaces.
  if (pdfText.length <= 3 * text.length && letters(text).includes(letters(pdfText))) return text;
  return [text, `${PDF_TEXT_LABEL}\n${pdfText}`].filter((part) => part !== '').join('\n\n');
}
