import type { AnswerCitation, EvidencePicture, EvidenceSource, Verification } from '../types.ts';
import { verifyAnswer } from '../verify-answer.ts';

/** A cited block by its code; page and sheet as given. */
export function block(code: string, text: string, more: Partial<EvidenceSource> = {}): EvidenceSource {
  return { id: code, code, text, page: 1, sheet: null, ...more };
}

interface Beside {
  question?: string;
  pictures?: EvidencePicture[];
}

/** Checks an answer whose citations are written as `[CODE]` and `[P1]`. */
export function check(
  content: string,
  sources: EvidenceSource[],
  { question = '', pictures = [] }: Beside = {},
): Verification {
  const citations = [...content.matchAll(/\[([^\]]+)\]/gu)].flatMap((match, at): AnswerCitation[] => {
    const place = { n: at + 1, start: match.index, end: match.index + match[0].length };
    const name = match[1] ?? '';
    if (sources.some(({ id }) => id === name)) return [{ ...place, sourceId: name }];
    return pictures.some(({ id }) => id === name) ? [{ ...place, pictureId: name }] : [];
  });
  return verifyAnswer({ content, citations, sources, pictures, question });
}

/** «+» for what is confirmed, «~» for what only a picture shows, «-» for what is not confirmed. */
export function marked({ claims }: Verification): string[] {
  const signs = { confirmed: '+', picture_only: '~', not_confirmed: '-' };
  return claims.map(({ status, text }) => signs[status] + text);
}
