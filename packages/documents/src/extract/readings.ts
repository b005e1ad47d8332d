import { findFloors } from '../search/places.ts';
import { isWord } from '../search/terms.ts';
import { findBuildings } from './buildings.ts';
import { findNumbered } from './numbered.ts';
import type { Question } from './question.ts';
import type { Segment } from './segment.ts';
import { segmentsOf } from './segments.ts';
import type { ExtractBlock } from './types.ts';
import { stemmedTerms } from './words.ts';

/** What a segment says, in terms. */
export interface Reading {
  segment: Segment;
  own: ReadonlySet<string>;
  name: ReadonlySet<string>;
  section: ReadonlySet<string>;
  heading: ReadonlySet<string>;
  /** The sheet's title and what the picture shows. */
  sheet: ReadonlySet<string>;
}

/** Other terms that stand for a term of the question in these blocks: «дверн» for «двер». */
export type Aliases = ReadonlyMap<string, readonly string[]>;

const SHORTEST_PREFIX = 4;
const LONGEST_SUFFIX = 3;
const SHORT_DESCRIPTION = /^\*\*Краткое описание:\*\*(.{0,400})/mu;

/** One answer reads the same blocks for the question, its parts and its calculations. */
const read = new WeakMap<readonly ExtractBlock[], readonly Reading[]>();

/** Reads every segment of the blocks. */
export function readSegments(blocks: readonly ExtractBlock[]): readonly Reading[] {
  const readings = read.get(blocks) ?? readAll(blocks);
  read.set(blocks, readings);
  return readings;
}

function readAll(blocks: readonly ExtractBlock[]): Reading[] {
  const known = new Map<string, ReadonlySet<string>>();
  const termsOf = (text: string): ReadonlySet<string> => {
    const terms = known.get(text) ?? new Set(placedTerms(text));
    known.set(text, terms);
    return terms;
  };
  return blocks.flatMap((block) => {
    const sheet = termsOf(`${block.sheetTitle ?? ''}\n${leadOf(block)}`);
    return segmentsOf(block).map((segment): Reading => {
      const section = termsOf(segment.section.join(' '));
      const own = new Set([...placedTerms(segment.own), ...segment.keys]);
      const name = segment.name === segment.own ? own : termsOf(segment.name);
      return { segment, own, name, section, heading: termsOf(segment.heading), sheet };
    });
  });
}

/** What the picture shows, in the words of the vision model: the head of an image block. */
function leadOf(block: ExtractBlock): string {
  return block.kind === 'image' ? (SHORT_DESCRIPTION.exec(block.text)?.[1] ?? '') : '';
}

function placedTerms(text: string): string[] {
  const places = [...findFloors(text), ...findBuildings(text), ...findNumbered(text)];
  return [...stemmedTerms(text), ...places.map(({ term }) => term)];
}

/** Words of the blocks that begin as a word of the question does, for words that the blocks do not have themselves. */
export function aliasesOf(question: Question, readings: readonly Reading[]): Aliases {
  const vocabulary = new Set(readings.flatMap(({ own, heading }) => [...own, ...heading]));
  const wanted = question.terms.filter((term) => isWord(term) && term.length >= SHORTEST_PREFIX);
  return new Map(
    wanted.map((term) => {
      const close = (other: string) => other !== term && other.length <= term.length + LONGEST_SUFFIX;
      return [term, [...vocabulary].filter((other) => other.startsWith(term) && close(other))];
    }),
  );
}

/** The floors among the terms of a text. */
export function floorsOf(terms: ReadonlySet<string>): string[] {
  return [...terms].filter((term) => term.startsWith('@floor:'));
}
