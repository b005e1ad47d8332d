import type { PageStamp } from '../model.ts';

const NAMES = [
  'шифр',
  'стадия',
  'лист',
  'листов',
  'объект',
  'наименование',
  'наименование листа',
  'организация',
  'изм',
];
const TOTAL = /\s*\(из (\d{1,5})\)$/u;

/** `Шифр: … | Стадия: … | Объект: …` by name in small letters; a part without a known name continues the one before it. */
export function readStampLine(line: string): Map<string, string> {
  const fields = new Map<string, string>();
  let current: string | null = null;
  for (const part of line.split('|')) {
    const colon = part.indexOf(':');
    const name = colon === -1 ? '' : part.slice(0, colon).trim().toLowerCase().replace(/\.$/u, '');
    if (NAMES.includes(name)) {
      current = name;
      fields.set(name, part.slice(colon + 1).trim());
    } else if (current !== null && part.trim() !== '') {
      fields.set(current, [fields.get(current), part.trim()].filter(Boolean).join(' | '));
    }
  }
  for (const [name, value] of fields) if (value === '') fields.delete(name);
  return fields;
}

/** The title block of a page out of such a line; `null` where it names nothing. */
export function pageStampOf(line: string): PageStamp | null {
  const fields = readStampLine(line);
  if (fields.size === 0) return null;
  const written = fields.get('лист') ?? null;
  const sheet = written?.replace(TOTAL, '') ?? '';
  const total = TOTAL.exec(written ?? '')?.[1] ?? fields.get('листов');
  return {
    cipher: fields.get('шифр') ?? null,
    stage: fields.get('стадия') ?? null,
    sheet: /^[-–—]?$/u.test(sheet) ? null : sheet,
    total:
      total === undefined || Number.isNaN(Number.parseInt(total, 10)) ? null : Number.parseInt(total, 10),
    title: fields.get('наименование листа') ?? fields.get('наименование') ?? null,
    object: fields.get('объект') ?? null,
    organisation: fields.get('организация') ?? null,
    revision: fields.get('изм') ?? null,
    revisions: [],
    signatures: [],
    bbox: null,
  };
}
