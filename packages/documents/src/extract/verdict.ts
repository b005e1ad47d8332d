import type { Question } from './question.ts';
import type { Evidence, Scored } from './score.ts';

/** What of a question the blocks do not hold. */
export interface Missing {
  /** As the reader would call it: «В21», «16-й этаж», «стоимость». */
  labels: string[];
  /** What is missing is what the question is about, so nothing in the blocks answers it. */
  decisive: boolean;
}

/** A segment that has less than this share of a long question's subject is about something else; of two words it needs both. */
const ENOUGH_SUBJECT = 0.4;

/** Looks for everything that the question names in the blocks. */
export function missingIn(question: Question, { scored, present }: Evidence): Missing {
  const gained = new Set(scored.flatMap(({ gains }) => [...gains.keys()]));
  const rooms = question.pairs.filter(({ isRoom }) => isRoom).map(({ label }) => ({ term: label, label }));
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
  return { labels, decisive: named || attributes.all || !isAbout(question, scored) };
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
    if (segment.kind === 'label') return false;
    const words = subject.filter((term) => gains.has(term)).length;
    const answers = attributes.length === 0 || attributes.some(({ name }) => gains.has(`?${name}`));
    return answers && words >= enough;
  });
}
