import { AnswerReader } from './answer/answer-reader.ts';
import type { Named } from './answer/claims.ts';
import { isPlace, kindOf, nameOf } from './answer/names.ts';
import type { Statement } from './answer/statements.ts';
import { readStatements } from './answer/statements.ts';
import type { ReadStatement } from './answer/surroundings.ts';
import { type Asked, checkNamed, type Scope } from './check/check-named.ts';
import { checkPictures } from './check/check-pictures.ts';
import { type Judged, judgeComputed } from './check/computed.ts';
import { conflictsOf } from './check/conflicts.ts';
import { isOwnClaim } from './check/own-claim.ts';
import { checkPresence } from './check/presence.ts';
import { Quotes } from './check/quoted.ts';
import type { Verdict } from './check/verdict.ts';
import { EvidenceLibrary } from './evidence/library.ts';
import type { Claim, Conflict, Verification, VerifyRequest } from './types.ts';

/**
 * Looks for every number, mark, date, sheet, page and reference of an answer in the text that it cites. Pure; the same input gives the
 * same result.
 *
 * What the answer only repeats from the question is context: it counts as a claim when the cited text says it, and is no claim when the
 * text does not, unless the sentence would then be about something else than its source (another mark of the same sort, another quantity).
 */
export function verifyAnswer(request: VerifyRequest): Verification {
  const check = new AnswerCheck(request);
  const claims = check.claims();
  const count = (status: Claim['status']) => claims.filter((claim) => claim.status === status).length;
  const [confirmed, pictureOnly] = [count('confirmed'), count('picture_only')];
  return {
    claims,
    confirmed,
    pictureOnly,
    notConfirmed: count('not_confirmed'),
    coverage: claims.length === 0 ? 1 : (confirmed + pictureOnly) / claims.length,
    conflicts: check.conflicts(),
  };
}

const DIFFERENCE = /больше|меньше|разниц|разност|превыш|отлича|увелич|уменьш|сниж|прирост/iu;

/** So many segments are weighed for an answer, about 50 ms; claims behind are judged by their presence alone. */
const MOST_EFFORT = 60_000;
/** A claim costs as much as this, however small its sources. */
const LEAST_EFFORT = 200;
/** So many numbers of a sentence, and of its list before it, take part in sums and differences. */
const MOST_COMPUTED = 60;

class AnswerCheck {
  private readonly request: VerifyRequest;
  private readonly library: EvidenceLibrary;
  private readonly reader: AnswerReader;
  private readonly quotes: Quotes;
  private readonly marks = new Set<string>();
  /** Segments weighed so far. */
  private effort = 0;

  constructor(request: VerifyRequest) {
    this.request = request;
    this.library = new EvidenceLibrary(request);
    this.reader = new AnswerReader(request);
    this.quotes = new Quotes(request);
  }

  claims(): Claim[] {
    const { content, citations } = this.request;
    const claims: Claim[] = [];
    let group: { id: number; judged: Judged[] } = { id: -1, judged: [] };
    for (const statement of readStatements(content, citations)) {
      if (statement.unit.group !== group.id) group = { id: statement.unit.group, judged: [] };
      const read = this.reader.read(statement);
      const judged = this.judge(read, group.judged);
      group.judged.push(...judged);
      claims.push(...this.claimsOf(read, judged));
    }
    return claims;
  }

  /** Disagreements over the marks that the answer names. */
  conflicts(): Conflict[] {
    const found = [...this.marks].flatMap((mark) =>
      this.library
        .sources()
        .flatMap((source) =>
          this.library.pictures().flatMap((picture) => conflictsOf(mark, source, picture)),
        ),
    );
    const seen = new Set<string>();
    return found.filter(({ message }) => !seen.has(message) && seen.add(message));
  }

  private judge(read: ReadStatement, group: readonly Judged[]): Judged[] {
    const judged = read.named.map((named): Judged => ({ named, verdict: this.check(read, named) }));
    const isDifference = DIFFERENCE.test(read.text) || DIFFERENCE.test(this.request.question);
    const before = group.slice(-MOST_COMPUTED);
    for (const [at, one] of judged.slice(0, MOST_COMPUTED).entries()) {
      const computed = judgeComputed({ text: read.text, judged, before, isDifference }, at);
      if (computed !== null && !this.isToldSo(read, one, computed)) one.verdict = computed;
      if (one.named.what === 'mark') this.marks.add(one.named.mark);
    }
    return judged;
  }

  /** What a quote says is right, whatever arithmetic says. */
  private isToldSo(read: ReadStatement, { named, verdict }: Judged, computed: Verdict): boolean {
    if (computed.status === 'confirmed' || verdict.status !== 'confirmed') return false;
    const scope = this.library.scope(read.statement.around);
    return this.quotes.check(read, this.reader.ask(read, named), scope) !== null;
  }

  private check(read: ReadStatement, named: Named): Verdict {
    const { around } = read.statement;
    const verdict =
      this.effort > MOST_EFFORT || isBareSum(read)
        ? checkPresence(read.text.slice(named.start, named.end), named, this.library.scope(around))
        : this.checkInDepth(read, named);
    if (verdict.status === 'confirmed' || verdict.isContradicted === true) return verdict;
    return checkPictures(named, this.library.shown(around)) ?? verdict;
  }

  private checkInDepth(read: ReadStatement, named: Named): Verdict {
    const { citations, around } = read.statement;
    const asked = this.reader.ask(read, named);
    const narrow = this.checkIn(asked, this.library.scope(citations));
    if (narrow.status === 'confirmed') return narrow;
    // A sheet or a page is that of the citation at hand, not of another one near by.
    const isWider = !isPlace(named) && around.length > citations.length;
    const wide = this.library.scope(around);
    const wider = isWider ? this.checkIn(asked, wide) : narrow;
    if (wider.status === 'confirmed') return wider;
    return this.quotes.check(read, asked, wide) ?? narrow;
  }

  private checkIn(asked: Asked, scope: Scope): Verdict {
    this.effort += LEAST_EFFORT;
    for (const { evidence } of scope.sources) this.effort += evidence.segments.length;
    return checkNamed(asked, scope);
  }

  private claimsOf({ statement, text }: ReadStatement, judged: readonly Judged[]): Claim[] {
    return judged.flatMap(({ named, verdict: { status, citation, note } }) => {
      const isContext = status === 'not_confirmed' && this.reader.isAsked(nameOf(named));
      if (isContext && !isOwnClaim(named, text, this.library.scope(statement.around).sources)) return [];
      return [claimAt(statement, text, { named, status, citation, note })];
    });
  }
}

/** «4 + 1 + 3 = 8 шт»: no word says what the terms are of, and arithmetic is checked anyway. */
function isBareSum({ text, words }: ReadStatement): boolean {
  return words.length === 0 && /\d\s*[-+−–×*]\s*\d.*=/u.test(text);
}

function claimAt(
  statement: Statement,
  text: string,
  { named, ...verdict }: { named: Named } & Pick<Claim, 'status' | 'citation' | 'note'>,
): Claim {
  const start = statement.start + named.start;
  const end = statement.start + named.end;
  return { start, end, text: text.slice(named.start, named.end), kind: kindOf(named), ...verdict };
}
