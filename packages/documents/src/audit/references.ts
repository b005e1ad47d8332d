import { foldLookAlikes } from '../marks/homoglyphs.ts';
import type { BlockModel, DocumentModel } from '../model.ts';
import { evidenceOf, placeOf, severityFor } from './evidence.ts';
import { areSheetsKnown } from './sheets.ts';
import type { CrossReference, Finding, SheetEntry } from './types.ts';

const NUMBER = String.raw`\d{1,3}(?:\.\d{1,2})?`;
const BETWEEN = String.raw`\s*(?:,|;|и|[-–—]|\.{2,3}|…)\s*`;
/** «см. л.14,15», «см. листы 2-11», «смотри лист 5.1». */
const SHEETS = new RegExp(
  String.raw`(?<![\p{L}])(?:см(?:\.|отри(?:те)?)|приведен\p{L}*|показан\p{L}*|указан\p{L}*)\s*(?:на\s+)?(?:л\.|лист\p{L}{0,3})\s*№?\s*(?<list>${NUMBER}(?:${BETWEEN}${NUMBER})*)(?![\p{L}\d/])`,
  'giu',
);
/** «см. узел 3», «узел 3 на листе 5», «см. разрез 1-1», «сечение А-А». */
const DETAILS =
  /(?<![\p{L}])см(?:\.|отри(?:те)?)\s*(?<sort>уз[еа]?л\p{L}{0,2}|разрез\p{L}{0,2}|сечени\p{L}{1,2})\s*№?\s*«?(?<label>\d{1,3}(?:\.\d{1,2})?(?:\s?[-–—]\s?\d{1,3})?|\p{Lu}(?:\s?[-–—]\s?\p{Lu})?)(?![\p{L}\d/])/giu;
const CIPHER = /\d{1,4}[/\\_]\d{2,4}-\p{L}[\p{L}\d.-]*/u;
const ELSEWHERE =
  /раздел|комплект(?!\p{L}*\s+чертежей)|альбом|сери[яию]|проект\p{L}*\s+[№\d]|гост|том(?:а|е|у)?\s*\d/iu;
const OWN_SET = /данн\p{L}*\s+компл|настоящ\p{L}*\s+компл/iu;
/** How far after and before a reference another set may be named. */
const AFTER = 60;
const BEFORE = 25;
const LONGEST_RANGE = 60;

/** References to sheets, details and sections; what leads nowhere is a finding. */
export function crossReferences(
  document: DocumentModel,
  sheets: readonly SheetEntry[],
): { references: CrossReference[]; findings: Finding[] } {
  const targets = detailTargets(document);
  const references = document.blocks.flatMap((block) => [
    ...sheetReferences(document, block),
    ...detailReferences(document, block, targets),
  ]);
  // A sheet that the list promises and the document lacks is told as missing, once.
  const promised = new Set(sheets.flatMap(({ number, pages }) => (pages.length === 0 ? [number] : [])));
  const broken = references.filter(
    ({ status, target, label }) => status === 'broken' && !(target === 'sheet' && promised.has(label)),
  );
  return { references, findings: brokenFindings(document, broken) };
}

function sheetReferences(document: DocumentModel, block: BlockModel): CrossReference[] {
  const absent = areSheetsKnown(document) ? 'broken' : 'unknown';
  return [...block.text.matchAll(SHEETS)].flatMap((match) => {
    const external = isExternal(document, block.text, match);
    return expand(match.groups?.list ?? '').map((label): CrossReference => {
      const leadsTo = sheetPlaces(document, label);
      const status = external ? 'external' : leadsTo.length > 0 ? 'resolved' : absent;
      const at = evidenceOf(block, quoteAround(block.text, match));
      return { target: 'sheet', label, status, leadsTo: status === 'resolved' ? leadsTo : [], at };
    });
  });
}

function sheetPlaces({ sheets }: DocumentModel, label: string): CrossReference['leadsTo'] {
  const own = sheets.filter(({ number }) => number === label);
  const most = Math.max(...own.map(({ total }) => total ?? 0));
  return own.filter(({ total }) => (total ?? 0) === most).map(({ page }) => ({ page, block: null }));
}

function detailReferences(
  document: DocumentModel,
  block: BlockModel,
  targets: ReadonlyMap<string, BlockModel[]>,
): CrossReference[] {
  return [...block.text.matchAll(DETAILS)].map((match): CrossReference => {
    const { sort = '', label = '' } = match.groups ?? {};
    const target = /^уз/iu.test(sort) ? 'detail' : 'section';
    const found = targets.get(keyOf(target, label)) ?? [];
    const others = found.filter(({ code }) => code !== block.code);
    const leadsTo = (others.length > 0 ? others : found).map(({ page, code }) => ({ page, block: code }));
    const external = isExternal(document, block.text, match);
    const status = external ? 'external' : leadsTo.length > 0 ? 'resolved' : 'broken';
    const at = evidenceOf(block, quoteAround(block.text, match));
    return { target, label, status, leadsTo: status === 'resolved' ? leadsTo : [], at };
  });
}

const NAMED =
  /(?<![\p{L}])(?<sort>уз[еа]?л\p{L}{0,2}|разрез\p{L}{0,2}|сечени\p{L}{1,2})\s*№?\s*«?(?<label>\d{1,3}(?:\.\d{1,2})?(?:\s?[-–—]\s?\d{1,3})?|\p{Lu}(?:\s?[-–—]\s?\p{Lu})?)(?![\p{L}\d/])/giu;
const SEE_BEFORE = /см(?:\.|отри(?:те)?)\s*$/iu;

/** Blocks that name a detail or a section otherwise than to refer to it. */
function detailTargets({ blocks }: DocumentModel): Map<string, BlockModel[]> {
  const targets = new Map<string, Set<BlockModel>>();
  for (const block of blocks) {
    for (const key of detailsNamed(block.text)) targets.set(key, (targets.get(key) ?? new Set()).add(block));
  }
  return new Map([...targets].map(([key, found]) => [key, [...found]]));
}

function detailsNamed(text: string): string[] {
  return [...text.matchAll(NAMED)].flatMap((match) => {
    if (SEE_BEFORE.test(text.slice(Math.max(0, match.index - 12), match.index))) return [];
    const { sort = '', label = '' } = match.groups ?? {};
    return [keyOf(/^уз/iu.test(sort) ? 'detail' : 'section', label)];
  });
}

function keyOf(target: CrossReference['target'], label: string): string {
  return `${target} ${foldLookAlikes(label).replace(/[\s‐‑–—−-]+/gu, '-')}`;
}

/** Whether another set of drawings is named beside the reference. */
function isExternal({ stamp }: DocumentModel, text: string, match: RegExpExecArray): boolean {
  const end = match.index + match[0].length;
  const after = sentence(text.slice(end, end + AFTER));
  const before = text.slice(Math.max(0, match.index - BEFORE), match.index);
  if (OWN_SET.test(after)) return false;
  const cipher = CIPHER.exec(after)?.[0] ?? CIPHER.exec(before)?.[0];
  if (cipher !== undefined) return stamp.cipher === null || !sameCipher(cipher, stamp.cipher);
  return ELSEWHERE.test(after) || ELSEWHERE.test(before);
}

function sentence(text: string): string {
  return text.split(/\n|\.\s+(?=\p{Lu})/u)[0] ?? '';
}

function sameCipher(one: string, other: string): boolean {
  const key = (cipher: string) => foldLookAlikes(cipher).replace(/[^\p{L}\p{N}]/gu, '');
  return key(one) === key(other);
}

/** «2-11» → 2, 3, … 11; «14,15» → 14, 15. */
function expand(list: string): string[] {
  const labels: string[] = [];
  for (const match of list.matchAll(/(?<to>[-–—…]|\.{2,3})?\s*(?<number>\d{1,3}(?:\.\d{1,2})?)/gu)) {
    const number = match.groups?.number ?? '';
    const [from, to] = [Number(labels.at(-1)), Number(number)];
    if (match.groups?.to !== undefined && Number.isInteger(from) && to - from <= LONGEST_RANGE) {
      for (let between = from + 1; between < to; between++) labels.push(String(between));
    }
    labels.push(number);
  }
  return labels;
}

function quoteAround(text: string, match: RegExpExecArray): string {
  return text.slice(Math.max(0, match.index - 40), match.index + match[0].length + 60);
}

/** One finding a target, with every place that refers to it. */
function brokenFindings({ blocks }: DocumentModel, broken: readonly CrossReference[]): Finding[] {
  const byTarget = Map.groupBy(broken, ({ target, label }) => keyOf(target, label));
  const byCode = new Map(blocks.map((block) => [block.code, block]));
  return [...byTarget.values()].flatMap((group): Finding[] => {
    const [first] = group;
    if (first === undefined) return [];
    const from = group.flatMap(({ at }) => byCode.get(at.block ?? '') ?? []);
    const places = [...new Set(from.map(placeOf))].slice(0, 5).join(', ');
    return [
      {
        kind: 'reference_broken',
        severity: severityFor(first.target === 'sheet' ? 'warning' : 'info', from),
        message: `Ссылка ведёт в никуда: ${NAMES[first.target]}\u00a0${first.label} в документе не найден. Ссылаются: ${places}.`,
        evidence: group.slice(0, 5).map(({ at }) => at),
      },
    ];
  });
}

const NAMES = { sheet: 'лист', detail: 'узел', section: 'разрез' } as const;
