import { AnswerReader } from './answer/answer-reader.ts';
import { isPlace, kindOf, nameOf } from './answer/names.ts';
import type { Statement } from './answer/statements.ts';
import { readStatements } from './answer/statements.ts';
import type { ReadStatement } from './answer/surroundings.ts';
import { checkNamed } from './check/check-named.ts';
import { checkPictures } from './check/check-pictures.ts';
import { type Judged, judgeComputed } from './check/computed.ts';
import { conflictsOf } from './check/conflicts.ts';
import { isOwnClaim } from './check/own-claim.ts';
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

class AnswerCheck {
  private readonly request: VerifyRequest;
  private readonly library: EvidenceLibrary;
  private readonly reader: AnswerReader;
  private readonly quotes: Quotes;
  private readonly marks = new Set<string>();

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

  private judge(read: ReadStatement, before: readonly Judged[]): Judged[] {
    const judged = read.named.map((named): Judged => ({ named, verdict: this.check(read, named) }));
    const isDifference = DIFFERENCE.test(read.text) || DIFFERENCE.test(this.request.question);
    for (const [at, one] of judged.entries()) {
      const computed = judgeComputed({ text: read.text, judged, before, isDifference }, at);
      if (computed !== null && !this.isToldSo(read, one, computed)) one.verdict = computed;
      if (one.named.what === 'mark') this.marks.add(one.named.mark);
    }
    return judged;
  }

  /** What a quote says is right, whatever arithmetic says. */
  private isToldSo(read: ReadStatement, { named, verdict }: Judged, computed: Verdict): boolean {
    if (computed.status === 'confirmed' || verdict.status !== 'confirmed') return false;
    const { citations, around } = read.statement;
    const scope = this.library.scope([...citations, ...around]);
    return this.quotes.check(read, this.reader.ask(read, named), scope) !== null;
  }

  private check(read: ReadStatement, named: ReadStatement['named'][number]): Verdict {
    const asked = this.reader.ask(read, named);
    const { citations, around } = read.statement;
    const near = checkNamed(asked, this.library.scope(citations));
    if (near.status === 'confirmed') return near;
    const isWider = around.some(({ sourceId }) => !citations.some((one) => one.sourceId === sourceId));
    // A sheet or a page is that of the citation at hand, not of another one near by.
    const wider =
      isPlace(named) || !isWider ? near : checkNamed(asked, this.library.scope([...citations, ...around]));
    if (wider.status === 'confirmed') return wider;
    const quoted = this.quotes.check(read, asked, this.library.scope([...citations, ...around]));
    if (quoted !== null) return quoted;
    if (near.isContradicted === true) return near;
    return checkPictures(named, this.library.shown([...citations, ...around])) ?? near;
  }

  private claimsOf({ statement, text }: ReadStatement, judged: readonly Judged[]): Claim[] {
    return judged.flatMap(({ named, verdict: { status, citation, note } }) => {
      const isAsked = this.reader.isAsked(nameOf(named));
      const scope = this.library.scope([...statement.citations, ...statement.around]);
      if (status === 'not_confirmed' && isAsked && !isOwnClaim(named, text, scope.sources)) return [];
      return [claimAt(statement, text, { named, status, citation, note })];
    });
  }
}

function claimAt(
  statement: Statement,
  text: string,
  {
    named,
    ...verdict
  }: { named: ReadStatement['named'][number] } & Pick<Claim, 'status' | 'citation' | 'note'>,
): Claim {
  const start = statement.start + named.start;
  const end = statement.start + named.end;
  return { start, end, text: text.slice(named.start, named.end), kind: kindOf(named), ...verdict };
}
