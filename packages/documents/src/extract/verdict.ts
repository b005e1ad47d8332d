import type { Question } from './question.ts';
import type { Evidence, Scored } from './score.ts';

/** What of a question the blocks do not hold. */
export interface Missing {
  /** As the reader would call it: «В21», «16-й этаж», «стоимость». */
  labels: string[];
  /** What is missing is what the question is about, so nothing in the blocks answers it. */
  decisive: boolean;
  /** Places share some of the question's words and its property; whether they answer is for the reader to say. */
  alike: boolean;
}

/** A segment that has less than this share of a long question's subject is about something else; of two words it needs both. */
const ENOUGH_SUBJECT = 0.4;

/** The same for places that are shown, but not called an answer. */
const LIKELY_SUBJECT = 0.4;
/** Without a property or a number to hold on to, nearly every word of the question must stand in one place. */
const ANSWERING_SUBJECT = 0.7;

type Weights = Evidence['weights'];

/** Looks for everything that the question names in the blocks. */
export function missingIn(question: Question, { scored, present, weights, enumerated }: Evidence): Missing {
  const gained = new Set(scored.flatMap(({ gains }) => [...gains.keys()]));
  const rooms = question.pairs
    .filter(({ isRoom, word }) => isRoom || enumerated.has(word))
    .map(({ label }) => ({ term: label, label }));
  const groups = [
    absence(question.marks, gained),
    absence(rooms, gained),
    absence(question.floors, present),
    absence(question.buildings, present),
    absence(question.sheets, present),
    absence(question.pages, present),
  ];
  const attributes = absence(
    question.attributes.map(({ name }) => ({ term: `?${name}`, label: name })),
    gained,
  );
  const labels = [...groups, attributes].flatMap((group) => group.labels);
  const named = groups.some((group) => group.all);
  const nothing = named || attributes.all;
  if (nothing || isAbout(question, scored)) return { labels, decisive: nothing, alike: false };
  const alike = scored.some((one) => isAlike(question, one, weights));
  return { labels, decisive: !alike, alike };
}

interface Absence {
  labels: string[];
  /** Every one of at least one asked. */
  all: boolean;
}

function absence(asked: readonly { term: string; label: string }[], found: ReadonlySet<string>): Absence {
  const labels = asked.filter(({ term }) => !found.has(term)).map(({ label }) => label);
  return { labels, all: labels.length > 0 && labels.length === asked.length };
}

/** Whether one segment holds enough of what the question is about, together with a property that was asked for. */
function isAbout(question: Question, scored: readonly Scored[]): boolean {
  const { subject, attributes, marks, floors, buildings, sheets, pages } = question;
  if ([marks, sheets, pages].some((named) => named.length > 0)) return true;
  if (subject.length === 0) return scored.length > 0;
  const placed = floors.length + buildings.length > 0;
  const enough = placed ? 1 : Math.max(Math.min(2, subject.length), subject.length * ENOUGH_SUBJECT);
  return scored.some(({ gains, segment }) => {
    // A whole list holds a word of this item and a word of that.
    if (segment.kind === 'label' || segment.kind === 'list') return false;
    const words = subject.filter((term) => gains.has(term)).length;
    const answers = attributes.length === 0 || attributes.some(({ name }) => gains.has(`?${name}`));
    return answers && words >= enough;
  });
}

function isAlike(question: Question, { gains, segment }: Scored, weights: Weights): boolean {
  if (segment.kind === 'label' || question.attributes.length === 0) return false;
  if (!question.attributes.some(({ name, sort }) => sort !== 'name' && gains.has(`?${name}`))) return false;
  return shareOfSubject(question, gains, weights) >= LIKELY_SUBJECT;
}

/** Whether what was chosen only shares words with a question that names no mark, number, place or property. */
export function isWeak(
  question: Question,
  chosen: readonly Scored[],
  { weights, present }: Evidence,
): boolean {
  if (isUnknownCount(question, chosen, present)) return true;
  const { marks, floors, buildings, sheets, pages, pairs, subject, attributes } = question;
  if ([marks, floors, buildings, sheets, pages, pairs].some((named) => named.length > 0)) return false;
  if (subject.some((term) => /\d/u.test(term))) return false;
  if (
    attributes.some(({ name, sort }) => sort !== 'name' && chosen.some((one) => one.gains.has(`?${name}`)))
  ) {
    return false;
  }
  return !chosen.some(({ gains }) => shareOfSubject(question, gains, weights) >= ANSWERING_SUBJECT);
}

/** «Сколько парковочных мест?» where nothing is said of parking: prose with other places and some number is no count of them. */
function isUnknownCount(
  { attributes, subject, marks, pairs }: Question,
  chosen: readonly Scored[],
  present: ReadonlySet<string>,
): boolean {
  if (marks.length + pairs.length > 0 || attributes.some(({ name }) => name !== 'количество')) return false;
  if (attributes.length === 0 || subject.every((term) => present.has(term))) return false;
  return chosen.every(({ segment: { table, kind } }) => {
    return kind !== 'stamp' && !table?.header.some((name) => /^(?:кол|число|всего|итого)/iu.test(name));
  });
}

/** How much of what the question is about, by weight: a word that stands nowhere weighs most. */
function shareOfSubject({ subject }: Question, gains: ReadonlyMap<string, number>, weights: Weights): number {
  const weigh = (terms: readonly string[]) => terms.reduce((sum, term) => sum + (weights.get(term) ?? 0), 0);
  const all = weigh(subject);
  return all === 0 ? 0 : weigh(subject.filter((term) => gains.has(term))) / all;
}
