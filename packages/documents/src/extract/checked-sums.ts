import { auditTables } from '../audit/audit.ts';
import type { FindingEvidence } from '../audit/types.ts';
import { findMarks } from '../marks/index.ts';
import type { BlockModel } from '../model.ts';
import { findFloors } from '../search/places.ts';
import { markTerm } from '../search/terms.ts';
import { findBuildings } from './buildings.ts';
import type { Disagreement } from './disagreement.ts';
import type { Question } from './question.ts';
import { readSegments } from './readings.ts';
import type { Run } from './select.ts';
import type { ExtractBlock } from './types.ts';
import { stemmedTerms } from './words.ts';

/** Asks whether numbers add up. */
const ASKED =
  /(?<!\p{L})(?:сход(?:ит|ят)ся|(?:совпада|соответств)\p{L}*\s.*(?:сумм|итог)|(?:верн|правильн)\p{L}*\s.*(?:сумм|итог|посчитан)|(?:сумм|итог)\p{L}*\s.*(?:верн|правильн|совпада|соответств|ошиб))/iu;
const ENOUGH_SUBJECT = 0.5;

/** A stated sum of the asked table that its rows do not give, as the audit finds it; `null` where nobody asked or all adds up. */
export function checkSums(
  text: string,
  question: Question,
  blocks: readonly ExtractBlock[],
): Disagreement | null {
  if (!ASKED.test(text)) return null;
  for (const document of Map.groupBy(blocks, ({ documentId }) => documentId).values()) {
    const found = auditTables(document.map(toModel)).find(({ kind, message, evidence }) => {
      const sheet = document.find(({ code }) => code === evidence[0]?.block)?.sheetTitle ?? '';
      return kind === 'total_differs' && isAbout(question, `${message}\n${sheet}`);
    });
    const runs = found?.evidence.flatMap((evidence) => runOf(evidence, blocks, document)) ?? [];
    if (found !== undefined && runs.length > 0) return { text: found.message, runs };
  }
  return null;
}

function isAbout({ floors, buildings, marks, subject }: Question, message: string): boolean {
  const places = [...findFloors(message), ...findBuildings(message)].map(({ term }) => term);
  const named = [...places, ...findMarks(message).map(({ key }) => markTerm(key))];
  const asked = [floors, buildings, marks].filter((group) => group.length > 0);
  if (asked.length > 0) return asked.every((group) => group.some(({ term }) => named.includes(term)));
  const words = stemmedTerms(message);
  return subject.filter((term) => words.includes(term)).length >= subject.length * ENOUGH_SUBJECT;
}

/** The row that a finding names; none where recognition set it apart from its table. */
function runOf(
  { block, quote }: FindingEvidence,
  blocks: readonly ExtractBlock[],
  document: readonly ExtractBlock[],
): Run[] {
  const found = readSegments(blocks).find(({ segment }) => {
    if (segment.block.code !== block || !document.includes(segment.block) || segment.kind === 'group')
      return false;
    return segment.rows.flatMap(({ cells }) => cells.filter((cell) => cell !== '')).join(' | ') === quote;
  });
  return found === undefined
    ? []
    : [[{ segment: found.segment, score: 1, gains: new Map(), match: 'text', scope: null }]];
}

function toModel({ code, kind, page, sheet, text }: ExtractBlock): BlockModel {
  return {
    code,
    kind,
    page,
    sheet,
    text,
    tables: [],
    bbox: null,
    polygon: null,
    category: null,
    group: null,
    textSource: 'bundle',
    confidence: null,
    linkedCode: null,
    cropUrl: null,
    flags: [],
  };
}
