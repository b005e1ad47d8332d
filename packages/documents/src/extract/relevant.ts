import type { Question } from './question.ts';
import type { Scored } from './score.ts';

type Rule = (question: Question, scored: readonly Scored[]) => readonly Scored[];

/** Leaves out what only looks like an answer once there is a better kind of evidence. */
export function relevant(question: Question, scored: readonly Scored[]): readonly Scored[] {
  const rules: Rule[] = [
    withExactMarks,
    onAskedFloor,
    inAskedRoom,
    withoutParts,
    sumsOfWholes,
    withNumbers,
    withoutEchoes,
  ];
  return rules.reduce((left, rule) => rule(question, left), scored);
}

/** Where the asked mark stands, a place without it says nothing of it, however many words it shares. */
const withExactMarks: Rule = (question, scored) => {
  if (question.marks.length === 0) return scored;
  const exact = scored.some(({ match, segment }) => match === 'mark' && segment.kind !== 'label');
  return exact ? scored.filter(({ match }) => match !== 'text') : scored;
};

/** Once the asked mark is found on the asked floor, the same mark elsewhere is another number. */
const onAskedFloor: Rule = (question, scored) => {
  if (question.marks.length === 0 || question.buildings.length > 0) return scored;
  const isThere = ({ gains }: Scored) => question.floors.some(({ term }) => gains.has(term));
  return scored.some((one) => isThere(one) && one.match !== 'text') ? scored.filter(isThere) : scored;
};

/** Rooms are numbered: what is said of another one is no answer. */
const inAskedRoom: Rule = (question, scored) => {
  const rooms = question.pairs.filter(({ isRoom }) => isRoom);
  const isThere = ({ gains }: Scored) => rooms.some(({ label }) => gains.has(label));
  return scored.some(isThere) ? scored.filter(isThere) : scored;
};

/** Beside the summary of the whole, the lists of single floors are its parts. */
const withoutParts: Rule = (question, scored) => {
  if (!question.wantsTotal || question.marks.length === 0) return scored;
  if (question.floors.length + question.sheets.length + question.pages.length > 0) return scored;
  const sums = scored.some(({ scope, match }) => scope === 'summary' && match !== 'text');
  return sums ? scored.filter(({ scope }) => scope !== 'floor') : scored;
};

/** «Площадь 14-го этажа» asks for the sum of its table and nothing in it. */
const sumsOfWholes: Rule = (question, scored) => {
  const { floors, subject, marks, wantsTotal } = question;
  if (!wantsTotal || subject.length + marks.length > 0 || floors.length === 0) return scored;
  const sums = scored.filter(({ segment }) => segment.kind === 'table_total');
  const isWhole = floors.every(({ term }) => sums.some(({ gains }) => gains.has(term)));
  return isWhole ? sums : scored;
};

/** A question for a quantity is not answered by what holds no number. */
const withNumbers: Rule = (question, scored) => {
  const { attributes } = question;
  if (attributes.length === 0 || !attributes.every(({ sort }) => sort === 'sum')) return scored;
  return scored.filter(({ segment }) => /\d/u.test(segment.own));
};

/** Leaves out what a better place of the same block says already. */
const withoutEchoes: Rule = (question, scored) => {
  return scored.filter((one) => {
    const { kind } = one.segment;
    if (kind === 'flat' && !question.wantsDrawing) return !scored.some((other) => isSource(other, one));
    if (question.marks.length > 0) return kind !== 'group' || !hasRowsFor(one, question, scored);
    if ((kind !== 'group' && kind !== 'row') || question.compares) return true;
    return !scored.some((other) => isSumOf(other, one));
  });
};

/** What says a thing less directly than this share is no source of a drawing's words. */
const AS_DIRECTLY = 0.85;

/** All words of a drawing in one line repeat the table that was read from it. */
function isSource(other: Scored, flat: Scored): boolean {
  const { kind, section, block } = other.segment;
  if (kind === 'flat' || kind === 'label') return false;
  // A section under the mark lists its parts, not the piece itself.
  if (kind === 'group' && section.length > 0) return false;
  if (other.score < flat.score && block !== flat.segment.block) return false;
  return [...flat.gains].every(([term, gain]) => (other.gains.get(term) ?? 0) >= gain * AS_DIRECTLY);
}

/** The rows of the asked marks say it shorter than their whole table. */
function hasRowsFor(group: Scored, question: Question, scored: readonly Scored[]): boolean {
  if (group.segment.section.length > 0) return false;
  const rows = scored.filter(
    ({ segment }) => segment.kind === 'row' && segment.table === group.segment.table,
  );
  const marks = question.marks.filter(({ term }) => group.gains.has(term));
  return marks.every(({ term }) => rows.some(({ gains }) => gains.has(term)));
}

/** The sum of a section says what its rows say only under the section's name. */
function isSumOf({ segment, gains }: Scored, part: Scored): boolean {
  if (segment.kind !== 'total' || segment.table !== part.segment.table) return false;
  if (segment.section.length === 0 || segment.section.join('\n') !== part.segment.section.join('\n'))
    return false;
  return [...part.gains.keys()].every((term) => gains.has(term));
}
