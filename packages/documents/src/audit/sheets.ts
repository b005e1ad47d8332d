import type { BlockModel, DocumentModel, SheetModel } from '../model.ts';
import { foldText, likeness } from '../text-likeness.ts';
import { evidenceOf, placeOf, quoteRow, severityFor } from './evidence.ts';
import type { Finding, FindingEvidence, SheetEntry } from './types.ts';

/** «Ведомость рабочих чертежей основного комплекта», also as recognition may leave it. */
const LIST_TITLE = /ведомост\p{L}*\s+(?:рабочих\s+)?(?:чертежей|листов)(?!\p{L})/iu;
const SHEET_NUMBER = /^(?:лист\s*)?(\d{1,4}(?:[.,]\d{1,2})?)$/iu;
const NUMBER_RANGE = /^(\d{1,3})\s*[-–—…]\s*(\d{1,3})$/u;
const CANCELLED = /аннул/iu;
/** Below it two titles are not of one drawing. */
const SAME_TITLE = 0.45;

interface ListedSheet {
  number: string;
  title: string;
  cancelled: boolean;
  block: BlockModel;
  quote: string;
}

/** Sheets of a document in their order, beside its list of drawings. */
export function sheetRegister(document: DocumentModel): { sheets: SheetEntry[]; findings: Finding[] } {
  const listed = listedSheets(document);
  const present = mainSet(document.sheets);
  const numbers = [
    ...new Set([...listed.map(({ number }) => number), ...present.map(({ number }) => number)]),
  ];
  const sheets = numbers.sort(bySheetNumber).map((number): SheetEntry => {
    const own = present.filter((sheet) => sheet.number === number);
    return {
      number,
      pages: own.map(({ page }) => page),
      title: own.find(({ title }) => title !== null)?.title ?? null,
      listedTitle: listed.find((one) => one.number === number)?.title ?? null,
    };
  });
  const findings = [
    ...missingFindings(document, { present, listed }),
    ...duplicateFindings(document, present),
    ...(listed.length > 0 ? comparedFindings(document, { present, listed }) : []),
    ...totalFindings(document, present),
  ];
  return { sheets, findings };
}

interface Sheets {
  present: readonly SheetModel[];
  listed: readonly ListedSheet[];
}

/** Without the sheets of what is bound in front, such as a change permit («лист 1 из 1»): they say another number of sheets. */
function mainSet(sheets: readonly SheetModel[]): SheetModel[] {
  const counts = Map.groupBy(
    sheets.filter(({ total }) => total !== null),
    ({ total }) => total,
  );
  const [main] = [...counts].sort(([, one], [, other]) => other.length - one.length);
  if (main === undefined || main[1].length < 2) return [...sheets];
  const isOther = ({ total, number }: SheetModel) =>
    total !== null &&
    total !== main[0] &&
    sheets.some((one) => one.number === number && one.total === main[0]);
  return sheets.filter((sheet) => !isOther(sheet));
}

function listedSheets({ blocks }: DocumentModel): ListedSheet[] {
  return blocks.flatMap((block) =>
    block.tables
      .filter(({ title, header }) => LIST_TITLE.test(title ?? '') || LIST_TITLE.test(header.join(' ')))
      .flatMap(({ rows }) => rows.flatMap((cells) => listedIn(block, cells))),
  );
}

function listedIn(block: BlockModel, cells: readonly string[]): ListedSheet[] {
  const [first = '', ...rest] = cells;
  const title = rest.find((cell) => /\p{L}{3}/u.test(cell)) ?? '';
  if (title === '') return [];
  const cancelled = CANCELLED.test(cells.join(' '));
  return numbersOf(first.trim()).map((number) => ({
    number,
    title,
    cancelled,
    block,
    quote: quoteRow(cells),
  }));
}

function numbersOf(cell: string): string[] {
  const range = NUMBER_RANGE.exec(cell);
  const [from, to] = [Number(range?.[1]), Number(range?.[2])];
  if (range !== null && to > from) return Array.from({ length: to - from + 1 }, (_, at) => String(from + at));
  const number = SHEET_NUMBER.exec(cell)?.[1];
  return number === undefined ? [] : [number.replace(',', '.')];
}

/** Listed sheets that are not there; without a list, holes in the count. */
function missingFindings(document: DocumentModel, { present, listed }: Sheets): Finding[] {
  const have = new Set(present.map(({ number }) => number));
  if (listed.length > 0) {
    // Of a document whose sheets were not read nothing is missing, and a set of many files lists more than one holds.
    const known = listed.filter(({ number }) => have.has(number)).length;
    if (known * 2 < listed.length) return [];
    return listed
      .filter(({ number, cancelled }) => !have.has(number) && !cancelled)
      .map(({ number, title, block, quote }) => {
        const unread = unreadPages(document, present, number);
        return {
          kind: 'sheet_missing',
          severity: severityFor(unread.length > 0 ? 'info' : 'warning', [block]),
          message: `Нет листа\u00a0${number} «${title}»: он есть в ведомости рабочих чертежей (${placeOf(block)}), но не в документе.${unreadHint(unread)}`,
          evidence: [evidenceOf(block, quote)],
        };
      });
  }
  const missing = holesIn(present);
  if (missing.length === 0) return [];
  const beside = present.filter(
    ({ number }) => missing.includes(Number(number) + 1) || missing.includes(Number(number) - 1),
  );
  const unread = missing.flatMap((number) => unreadPages(document, present, String(number)));
  return [
    {
      kind: 'sheet_missing',
      severity: unread.length > 0 ? 'info' : 'warning',
      message: `${missing.length === 1 ? 'Нет листа' : 'Нет листов'}\u00a0${missing.join(', ')}: нумерация листов прерывается.${unreadHint(unread)}`,
      evidence: beside.map((sheet) => pageEvidence(document, sheet)),
    },
  ];
}

/** Pages without a sheet number where the sheet would stand: between those of the sheets before and after it. */
function unreadPages(document: DocumentModel, present: readonly SheetModel[], number: string): number[] {
  const before = present.filter((sheet) => bySheetNumber(sheet.number, number) < 0).map(({ page }) => page);
  const after = present.filter((sheet) => bySheetNumber(sheet.number, number) > 0).map(({ page }) => page);
  const [from, to] = [Math.max(0, ...before), Math.min(...after)];
  return document.pages
    .filter((page) => page.sheet === null && page.number > from && page.number < to)
    .map((page) => page.number);
}

function unreadHint(pages: readonly number[]): string {
  const told = [...new Set(pages)].slice(0, 6).join(', ');
  return told === '' ? '' : ` Возможно, номер листа не прочитан: стр.\u00a0${told}.`;
}

/** Whole numbers left out between the first sheet and the last: a part of a set may begin at any. None where most are left out: then they were not read. */
function holesIn(sheets: readonly SheetModel[]): number[] {
  const have = new Set(sheets.map(({ number }) => Number(number)).filter(Number.isInteger));
  const [first, last] = [Math.min(...have), Math.max(...have)];
  const missing: number[] = [];
  for (let number = first; number < last; number++) if (!have.has(number)) missing.push(number);
  return missing.length < have.size ? missing : [];
}

/** Whether the numbers of most sheets were read, so that one that is not there is missing. */
export function areSheetsKnown({ sheets }: Pick<DocumentModel, 'sheets'>): boolean {
  const have = new Set(sheets.map(({ number }) => Math.floor(Number(number))));
  return have.size > 1 && have.size * 2 > Math.max(...have) - Math.min(...have) + 1;
}

function duplicateFindings(document: DocumentModel, present: readonly SheetModel[]): Finding[] {
  return [...Map.groupBy(present, ({ number }) => number)].flatMap(([number, sheets]): Finding[] => {
    if (sheets.length < 2 || sheets.every(({ title }) => title !== null && title === sheets[0]?.title))
      return [];
    const pages = sheets.map(({ page }) => page).join(', ');
    return [
      {
        kind: 'sheet_duplicate',
        severity: 'warning',
        message: `Номер листа\u00a0${number} стоит на нескольких страницах: ${pages}.`,
        evidence: sheets.map((sheet) => pageEvidence(document, sheet)),
      },
    ];
  });
}

function comparedFindings(document: DocumentModel, { present, listed }: Sheets): Finding[] {
  return present.flatMap((sheet): Finding[] => {
    const entry = listed.find(({ number }) => number === sheet.number);
    if (entry === undefined) {
      return [
        {
          kind: 'sheet_unlisted',
          severity: 'warning',
          message: `Листа\u00a0${sheet.number} (стр.\u00a0${sheet.page}) нет в ведомости рабочих чертежей.`,
          evidence: [pageEvidence(document, sheet)],
        },
      ];
    }
    if (sheet.title === null || sameTitle(sheet.title, entry.title)) return [];
    return [
      {
        kind: 'sheet_title_differs',
        severity: severityFor('warning', [entry.block]),
        message: `Лист\u00a0${sheet.number}: в основной надписи «${sheet.title}», в ведомости рабочих чертежей «${entry.title}».`,
        evidence: [pageEvidence(document, sheet), evidenceOf(entry.block, entry.quote)],
      },
    ];
  });
}

/** The stamp often puts the name of the whole set before the name of the sheet. */
function sameTitle(stamp: string, listed: string): boolean {
  const [one, other] = [foldText(stamp), foldText(listed)];
  if (one.includes(other) || other.includes(one)) return true;
  const tail = one.slice(-Math.max(other.length, 12));
  return Math.max(likeness(one, other), likeness(tail, other)) >= SAME_TITLE;
}

/** «Листов N»: the sheets of a set agree on it, and it is not less than the greatest number. */
function totalFindings(document: DocumentModel, present: readonly SheetModel[]): Finding[] {
  const told = present.filter(({ total }) => total !== null);
  const totals = [...Map.groupBy(told, ({ total }) => total ?? 0)].sort(
    ([, one], [, other]) => other.length - one.length,
  );
  const [main, ...others] = totals;
  if (main === undefined) return [];
  const differing = others.flatMap(([total, sheets]): Finding[] => [
    {
      kind: 'sheet_total_differs',
      severity: 'warning',
      message: `«Листов» указано по-разному: ${main[0]} на большинстве листов и ${total} — лист\u00a0${sheets.map(({ number }) => number).join(', ')}.`,
      evidence: [...sheets, ...main[1].slice(0, 1)].map((sheet) => pageEvidence(document, sheet)),
    },
  ]);
  const beyond = present.filter(({ number }) => Math.floor(Number(number)) > main[0]);
  if (beyond.length === 0 || main[1].length < 2) return differing;
  return [
    ...differing,
    {
      kind: 'sheet_total_differs',
      severity: 'warning',
      message: `В основной надписи листов ${main[0]}, но есть листы с бо́льшим номером: ${beyond.map(({ number }) => number).join(', ')}.`,
      evidence: beyond.map((sheet) => pageEvidence(document, sheet)),
    },
  ];
}

function pageEvidence({ pages }: DocumentModel, sheet: SheetModel): FindingEvidence {
  const stamp = pages.find(({ number }) => number === sheet.page)?.stamp ?? null;
  const total = sheet.total === null ? '' : ` из ${sheet.total}`;
  const quote = `Лист ${sheet.number}${total}. ${sheet.title ?? ''}`.trim();
  return { block: null, page: sheet.page, sheet: sheet.number, bbox: stamp?.bbox ?? null, quote };
}

function bySheetNumber(one: string, other: string): number {
  return one.localeCompare(other, 'ru', { numeric: true });
}
