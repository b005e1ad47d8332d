import { normalizeMark } from '../marks/marks.ts';
import { type Named, readNamed } from './answer/claims.ts';
import { readStatements, type Statement } from './answer/statements.ts';
import { type Context, contextOf, type ReadStatement, surroundingsOf } from './answer/surroundings.ts';
import { checkNamed, type Scope } from './check/check-named.ts';
import type { Verdict } from './check/verdict.ts';
import { CitedSource } from './evidence/cited-source.ts';
import { fold } from './text/fold.ts';
import { readWords } from './text/words.ts';
import type { AnswerCitation, Claim, ClaimKind, Verification, VerifyRequest } from './types.ts';

/**
 * Looks for every number, mark, date, sheet, page and reference of an answer in the text that it cites. Pure; the same input gives the
 * same result.
 */
export function verifyAnswer(request: VerifyRequest): Verification {
  const claims = new AnswerCheck(request).run();
  const count = (status: Claim['status']) => claims.filter((claim) => claim.status === status).length;
  const [sure, seen, unsure] = [count('confirmed'), count('picture_only'), count('not_confirmed')];
  return {
    claims,
    confirmed: sure,
    pictureOnly: seen,
    notConfirmed: unsure,
    coverage: claims.length === 0 ? 1 : (sure + seen) / claims.length,
    conflicts: [],
  };
}

const LONGEST_NAME = 60;

class AnswerCheck {
  private readonly request: VerifyRequest;
  private readonly sources: ReadonlyMap<string, CitedSource>;
  private readonly question: Context;
  private readonly asked: ReadonlySet<string>;

  constructor(request: VerifyRequest) {
    this.request = request;
    const vocabulary = new Set(
      readWords(fold(`${request.content}\n${request.question}`)).map(({ stem }) => stem),
    );
    const cited = new Set(request.citations.map(({ sourceId }) => sourceId));
    this.sources = new Map(
      request.sources
        .filter(({ id }) => cited.has(id))
        .map((source) => [source.id, new CitedSource(source, vocabulary)]),
    );
    this.question = contextOf(request.question, 0.5, 1.5);
    this.asked = new Set(readNamed(request.question).map(nameOf));
  }

  run(): Claim[] {
    const { content, citations } = this.request;
    return readStatements(content, citations).flatMap((statement) => this.checkStatement(statement));
  }

  private checkStatement(statement: Statement): Claim[] {
    const read = this.read(statement);
    return read.named.flatMap((named) => {
      const verdict = this.checkOne(read, named);
      if (verdict.status === 'not_confirmed' && this.asked.has(nameOf(named))) return [];
      const text = read.text.slice(named.start, named.end);
      const start = statement.start + named.start;
      return [{ start, end: start + text.length, text, kind: kindOf(named), ...verdict }];
    });
  }

  private read(statement: Statement): ReadStatement {
    const { content, citations } = this.request;
    const text = content.slice(statement.start, statement.end);
    const silent = citations
      .filter(({ start, end }) => start < statement.end && end > statement.start)
      .map(({ start, end }) => ({ start: Math.max(0, start - statement.start), end: end - statement.start }));
    const told = [...statement.leads, ...statement.before].map(({ start, end }) => content.slice(start, end));
    const { name, column } = statement.row ?? { name: null, column: '' };
    const rowName = name === null ? '' : content.slice(name.start, name.end);
    return {
      statement,
      text,
      named: readNamed(text, silent),
      words: readWords(fold(text)),
      // The name of a row may be a whole question: then it says no more than an introduction does.
      rowNames: [...(rowName.length <= LONGEST_NAME ? readNamed(rowName) : []), ...readNamed(column)],
      context: contextOf([...told, rowName].join('\n'), 0.4, 2),
      column: new Set(readWords(fold(column)).map(({ stem }) => stem)),
    };
  }

  private checkOne(read: ReadStatement, named: Named): Verdict {
    const asked = {
      named,
      surroundings: surroundingsOf(read, named, this.question),
      isRounded: /(?:≈|~|около|примерно|порядка)\s*$/iu.test(read.text.slice(0, named.start)),
    };
    const near = checkNamed(asked, this.scopeOf(read.statement.citations));
    if (near.status === 'confirmed') return near;
    const around = checkNamed(asked, this.scopeOf([...read.statement.citations, ...read.statement.around]));
    return around.status === 'confirmed' ? around : near;
  }

  private scopeOf(citations: readonly AnswerCitation[]): Scope {
    const numbers = new Map<CitedSource, number>();
    for (const { n, sourceId } of citations) {
      const source = this.sources.get(sourceId ?? '');
      if (source !== undefined && !numbers.has(source)) numbers.set(source, n);
    }
    return { sources: [...numbers.keys()], citationOf: (source) => numbers.get(source) ?? 0 };
  }
}

function kindOf(named: Named): ClaimKind {
  if (named.what === 'code') return 'block';
  if (named.what !== 'key') return named.what;
  if (named.key.label === 'ЛИСТ') return 'sheet';
  if (named.key.label === 'СТРАНИЦ') return 'page';
  return /^(?:ПУНКТ|СТАТ|ЧАСТ|ГЛАВ)$/u.test(named.key.label) ? 'reference' : 'number';
}

/** Names that are equal are the same thing said again. */
function nameOf(named: Named): string {
  switch (named.what) {
    case 'mark':
      return `mark ${normalizeMark(named.mark)}`;
    case 'key':
      return `key ${named.key.label} ${named.key.number}`;
    case 'number':
      return `number ${named.numbers.map(({ value }) => value).join(' ')}`;
    case 'date':
      return `date ${named.date.day} ${named.date.month} ${named.date.year}`;
    case 'reference':
      return `reference ${named.reference.family} ${named.reference.number}`;
    case 'code':
      return `code ${named.code}`;
  }
}
