import { type EvidenceSource, verifyAnswer } from '@aizoomdoc/documents/verify';

/** Processor time of the checking thread for one answer, the middle of several, ms. */
export interface Timing {
  name: string;
  claims: number;
  ms: number;
}

const SOURCES = 60;
const SOURCE_LENGTH = 20_000;
const RUNS = 7;

/** The longest answers over sources of 20 KB made of the documents' own blocks. */
export function measureSpeed(blocks: readonly EvidenceSource[]): Timing[] {
  const text = blocks.map((block) => block.text).join('\n\n');
  if (text === '') return [];
  const sources = Array.from({ length: SOURCES }, (_, at): EvidenceSource => {
    const start = (at * 7919) % Math.max(1, text.length - SOURCE_LENGTH);
    const code = `S${at}`;
    return { id: code, code, text: text.slice(start, start + SOURCE_LENGTH), page: at + 1, sheet: null };
  });
  const lines = sources.flatMap(({ code, text: own }) =>
    own
      .split('\n')
      .filter((line) => /\d/u.test(line) && line.length < 300)
      .slice(0, 20)
      .map((line) => `${line.replace(/^\|?\s*/u, '- ').replaceAll('|', ';')} [${code}]`),
  );
  const numbers = Array.from({ length: 6600 }, (_, at) => (at * 7919) % 5000).join(', ');
  return [
    timed('ответ 2 КБ, до 60 источников по 20 КБ', upTo(lines, 2000), sources),
    timed('ответ 20 КБ, до 60 источников по 20 КБ', upTo(lines, 20_000), sources),
    timed('предложение из 6 600 чисел', `${numbers} [S1].`, sources),
  ];
}

function upTo(lines: readonly string[], length: number): string {
  return lines.join('\n').slice(0, length);
}

function timed(name: string, content: string, sources: readonly EvidenceSource[]): Timing {
  const citations = [...content.matchAll(/\[(S\d+)\]/gu)].map((match, at) => {
    return { n: at + 1, start: match.index, end: match.index + match[0].length, sourceId: match[1] };
  });
  const request = { content, citations, sources, pictures: [], question: '' };
  let claims = 0;
  const times = Array.from({ length: RUNS }, () => {
    const before = process.threadCpuUsage();
    claims = verifyAnswer(request).claims.length;
    const { user, system } = process.threadCpuUsage(before);
    return (user + system) / 1000;
  });
  return { name, claims, ms: times.sort((one, other) => one - other)[RUNS >> 1] ?? 0 };
}
