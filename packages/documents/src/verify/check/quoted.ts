import { isPlace } from '../answer/names.ts';
import type { ReadStatement } from '../answer/surroundings.ts';
import { type ToldCell, toldCellsOf } from '../answer/told-cells.ts';
import type { AnswerUnit } from '../answer/units.ts';
import type { CitedSource } from '../evidence/cited-source.ts';
import type { Segment } from '../evidence/segments.ts';
import { fold } from '../text/fold.ts';
import { readTokens, type Token } from '../text/tokens.ts';
import type { VerifyRequest } from '../types.ts';
import type { Asked, Scope } from './check-named.ts';
import { isOnSubject } from './number-place.ts';
import { rowsTelling } from './told-row.ts';
import { confirmed, type Verdict } from './verdict.ts';

/** So many words and numbers in a row, at least two of them words, do not meet by chance. */
const RUN = 5;
const SHORTEST_HEADING = 3;

/** Finds the claims of an answer that stand in a quote of the cited text: a row told whole, or its words one after another. */
export class Quotes {
  private readonly content: string;
  private readonly citations: VerifyRequest['citations'];
  private read: readonly Token[] | null = null;
  private readonly told = new Map<AnswerUnit, ToldCell[]>();

  constructor({ content, citations }: VerifyRequest) {
    this.content = content;
    this.citations = citations;
  }

  /** Words and numbers of the answer, its citations left out. */
  private get tokens(): readonly Token[] {
    const isCited = ({ start, end }: Token) =>
      this.citations.some((one) => start < one.end && end > one.start);
    this.read ??= readTokens(fold(this.content)).filter((token) => !isCited(token));
    return this.read;
  }

  /** `null` where the claim is not quoted. */
  check({ statement }: ReadStatement, asked: Asked, scope: Scope): Verdict | null {
    const { named } = asked;
    if (named.what === 'code') return null;
    const [start, end] = [statement.start + named.start, statement.start + named.end];
    const runs = this.runsAround({ start, end }, statement.unit);
    const cited = scope.sources.find(
      (source) =>
        this.isToldRow(source, statement.unit, { start, end }, asked) ||
        (!isPlace(named) && this.isRun(source, runs, asked)),
    );
    return cited === undefined ? null : confirmed(scope.citationOf(cited));
  }

  private isToldRow(cited: CitedSource, unit: AnswerUnit, claim: Place, asked: Asked): boolean {
    const told = this.toldBy(unit);
    if (!told.some(({ start, end }) => claim.start >= start && claim.end <= end)) return false;
    return rowsTelling(cited, told).some((row) =>
      isAbout(cited, row, { ...asked.surroundings, subject: [] }),
    );
  }

  private toldBy(unit: AnswerUnit): ToldCell[] {
    const known = this.told.get(unit) ?? toldCellsOf(this.content, unit);
    this.told.set(unit, known);
    return known;
  }

  private isRun(cited: CitedSource, runs: readonly string[][], asked: Asked): boolean {
    return runs.some((run) => {
      if (cited.titleWording.placesOf(run).length > 0) return true;
      return cited.evidence.wording
        .placesOf(run)
        .some((at) => isAbout(cited, cited.evidence.segmentAt(at), asked.surroundings));
    });
  }

  /** Every run of words that the claim stands in; a heading may be shorter than one. */
  private runsAround({ start, end }: Place, unit: AnswerUnit): string[][] {
    const first = this.tokensBefore((token) => token.end <= start);
    const last = this.tokensBefore((token) => token.start < end) - 1;
    if (last < first) return [];
    const runs: string[][] = [];
    if (unit.kind === 'heading') {
      const whole = this.tokens.slice(
        this.tokensBefore((token) => token.end <= unit.start),
        this.tokensBefore((token) => token.start < unit.end),
      );
      if (whole.length >= SHORTEST_HEADING && whole.length < RUN) runs.push(whole.map(({ text }) => text));
    }
    for (let from = Math.max(0, last - RUN + 1); from <= first; from++) {
      const run = this.tokens.slice(from, from + RUN).map(({ text }) => text);
      if (run.length === RUN && run.filter((word) => /\p{L}{2}/u.test(word)).length >= 2) runs.push(run);
    }
    return runs;
  }

  /** How many tokens there are until this no longer holds. */
  private tokensBefore(holds: (token: Token) => boolean): number {
    let [low, high] = [0, this.tokens.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const token = this.tokens[middle];
      if (token !== undefined && holds(token)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

interface Place {
  start: number;
  end: number;
}

function isAbout(cited: CitedSource, segment: Segment | null, told: Asked['surroundings']): boolean {
  return segment === null || isOnSubject(cited, segment, told);
}
