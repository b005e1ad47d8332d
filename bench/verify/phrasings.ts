import type { Case } from './cases.ts';

/** One way to put the right answer. `{{…}}` is the part that mutations may change; `[code]` are citations. */
export interface Phrasing {
  name: string;
  text: string;
}

const MARK =
  /(?<![\p{L}\p{N}])\p{Lu}\p{L}{0,2}\p{N}{0,2}-?\p{N}{1,3}(?:[.-]\p{N}{1,3})?\*{0,2}(?![\p{L}\p{N}])/gu;

/** The answer as a model may write it: a sentence, a list, a row of a table, sentences with one citation, with its place, with the mark asked for. */
export function phrasingsOf({ question, answer, sources }: Case): Phrasing[] {
  const codes = sources.map(({ code }) => `[${code}]`).join(' ');
  const parts = clausesOf(answer);
  const subject = question.replace(/[?|]/gu, '').trim();
  const places = [...new Set(sources.map(({ page, sheet }) => `${sheet ?? ''} ${page}`))];
  const [first] = sources;
  const phrasings = [
    { name: 'предложение', text: `${withoutStop(answer)} ${codes}.` },
    {
      name: 'список',
      text: `${subject}:\n\n${parts.map((part) => `- ${part}`).join('\n')}\n\nИсточник: ${codes}`,
    },
    {
      name: 'список, ссылка в каждой строке',
      text: `По документу:\n\n${parts.map((part) => `- ${part} ${codes}`).join('\n')}`,
    },
    {
      name: 'таблица',
      text: `| Вопрос | Ответ | Источник |\n| --- | --- | --- |\n| ${subject} | ${answer} | ${codes} |`,
    },
    { name: 'одна ссылка на абзац', text: `В документе это указано прямо. ${answer} ${codes}` },
  ];
  if (first !== undefined && places.length === 1) {
    const place = first.sheet === null ? `Стр. ${first.page}` : `Лист ${first.sheet}, стр. ${first.page}`;
    phrasings.push({ name: 'с местом', text: `${place}: ${withoutStop(answer)} ${codes}.` });
  }
  const marks = [...new Set(question.match(MARK) ?? [])];
  if (marks.length === 1 && !answer.includes(marks[0] ?? ''))
    phrasings.push({ name: 'с маркой', text: `${marks[0]}: ${withoutStop(answer)} ${codes}.` });
  return phrasings;
}

function withoutStop(answer: string): string {
  return answer.replace(/\.$/u, '');
}

/** Clauses at semicolons and full stops. */
function clausesOf(answer: string): string[] {
  return answer.split(/;\s+|(?<=[\p{L}\d²³)]{2})\.\s+(?=\p{Lu})/gu).map((part) => part.trim());
}
