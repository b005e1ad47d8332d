import type { Scope } from '../check/check-named.ts';
import type { ShownPicture } from '../check/check-pictures.ts';
import { fold } from '../text/fold.ts';
import { readWords } from '../text/words.ts';
import type { AnswerCitation, VerifyRequest } from '../types.ts';
import { CitedPicture } from './cited-picture.ts';
import { CitedSource } from './cited-source.ts';

/** The cited blocks and pictures of an answer, each read when it is first needed. */
export class EvidenceLibrary {
  private readonly request: VerifyRequest;
  private readonly vocabulary: ReadonlySet<string>;
  private readonly cited = new Map<string, CitedSource>();
  private readonly seen = new Map<string, CitedPicture>();
  private readonly scopes = new WeakMap<readonly AnswerCitation[], Scope>();

  constructor(request: VerifyRequest) {
    this.request = request;
    const words = readWords(fold(`${request.content}\n${request.question}`));
    this.vocabulary = new Set(words.map(({ stem }) => stem));
  }

  /** The blocks that some citations name, each once. */
  scope(citations: readonly AnswerCitation[]): Scope {
    const scope = this.scopes.get(citations) ?? this.readScope(citations);
    this.scopes.set(citations, scope);
    return scope;
  }

  private readScope(citations: readonly AnswerCitation[]): Scope {
    const numbers = new Map<CitedSource, number>();
    for (const { n, sourceId } of citations) {
      const source = sourceId === undefined ? undefined : this.source(sourceId);
      if (source !== undefined && !numbers.has(source)) numbers.set(source, n);
    }
    return { sources: [...numbers.keys()], citationOf: (source) => numbers.get(source) ?? 0 };
  }

  /** The pictures that some citations name. */
  shown(citations: readonly AnswerCitation[]): ShownPicture[] {
    return citations.flatMap(({ n, pictureId }) => {
      const cited = pictureId === undefined ? undefined : this.picture(pictureId);
      return cited === undefined ? [] : [{ n, cited }];
    });
  }

  /** Every cited block. */
  sources(): { n: number; cited: CitedSource }[] {
    const { sources, citationOf } = this.scope(this.request.citations);
    return sources.map((cited) => ({ n: citationOf(cited), cited }));
  }

  /** Every cited picture. */
  pictures(): ShownPicture[] {
    return this.shown(this.request.citations);
  }

  private source(id: string): CitedSource | undefined {
    const source = this.cited.get(id) ?? this.readSource(id);
    if (source !== undefined) this.cited.set(id, source);
    return source;
  }

  private readSource(id: string): CitedSource | undefined {
    const source = this.request.sources.find((one) => one.id === id);
    return source === undefined ? undefined : new CitedSource(source, this.vocabulary);
  }

  private picture(id: string): CitedPicture | undefined {
    const given = this.request.pictures.find((one) => one.id === id);
    const picture = this.seen.get(id) ?? (given === undefined ? undefined : new CitedPicture(given));
    if (picture !== undefined) this.seen.set(id, picture);
    return picture;
  }
}
