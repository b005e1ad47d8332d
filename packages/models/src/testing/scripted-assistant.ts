import { z } from 'zod';
import {
  createCitations,
  type FoundBlock,
  parseFound,
  parseRead,
  placeName,
  type ReadBlock,
} from '../extractive/tool-results.ts';
import {
  inWords,
  type Script,
  type ScriptedPart,
  type ScriptedRequest,
  type ScriptedTurn,
} from './script.ts';

export interface ScriptedAssistantOptions {
  /** Milliseconds between tokens; default 15, a brisk model. */
  tokenDelayMs?: number;
  /** Milliseconds before the first token of each step; default 150. */
  firstTokenDelayMs?: number;
}

/** Tells questions about what is drawn from questions about what is written. */
const VISUAL = /план|черт[её]ж|схем|уз(?:ел|л)|отметк|разрез|фасад|рисунк|видно/i;
const MIDDLE: Box = [0.25, 0.25, 0.75, 0.75];
const BLOCKS_TO_READ = 3;
const QUOTE_LIMIT = 280;

type Box = [x0: number, y0: number, x1: number, y1: number];

/**
 * A script that behaves like a diligent model without being one, for `npm start -- --scripted`: it calls `search_blocks`
 * with words of the question, `read_blocks` for the best hits, asked of a drawing `request_images` and `zoom` too, and
 * answers in Russian with quotes of what it read, the picture that it saw and their citations. The same question over
 * the same documents gives the same answer.
 */
export function scriptedAssistant(options: ScriptedAssistantOptions = {}): Script {
  const timing = { firstDelayMs: options.firstTokenDelayMs ?? 150, delayMs: options.tokenDelayMs ?? 15 };
  return (request) => ({ ...timing, ...withUsage(nextStep({ ...request, ...request.run }), request) });
}

function nextStep(request: ScriptedRequest): ScriptedTurn {
  const { question, toolNames, toolResults } = request;
  const searched = toolResults.findLast(({ name }) => name === 'search_blocks');
  const read = toolResults.findLast(({ name }) => name === 'read_blocks');
  const found = parseFound(searched?.output ?? '') ?? [];
  if (!searched && toolNames.includes('search_blocks')) {
    return call(
      'search_blocks',
      { query: queryOf(question), limit: 10 },
      'Сначала найду места, где об этом сказано.',
    );
  }
  if (found.length > 0 && !read && toolNames.includes('read_blocks')) {
    const codes = [...new Set(found.map(({ block_id }) => block_id))].slice(0, BLOCKS_TO_READ);
    return call('read_blocks', { block_ids: codes }, 'Прочту найденные блоки целиком.');
  }
  const looked = VISUAL.test(question) ? lookCloser(request, found) : null;
  if (looked?.step) return looked.step;
  const blocks = (parseRead(read?.output ?? '') ?? []).map((block) => ({
    ...block,
    text: block.text ?? openingTextOf(block.block_id, request.texts),
  }));
  const text = answer(question, found, blocks);
  return { parts: inWords([text, ...(looked?.picture ? [showPicture(looked.picture)] : [])].join('\n\n')) };
}

/** The next look at the best drawing, or the picture that is worth showing. */
function lookCloser(
  { question, toolNames, toolResults, pictures }: ScriptedRequest,
  found: FoundBlock[],
): { step?: ScriptedTurn; picture?: string } {
  const shown = toolResults.findLast(({ name }) => name === 'request_images');
  const zoomed = toolResults.findLast(({ name }) => name === 'zoom');
  const drawing = found.find(({ kind }) => kind === 'image')?.block_id;
  if (!shown) {
    if (!drawing || !toolNames.includes('request_images')) return {};
    const args = { block_ids: [drawing], reason: 'Вопрос о том, что начерчено.' };
    return { step: call('request_images', args, 'Посмотрю на чертёж.') };
  }
  const [overview] = parsePictures(shown.output);
  if (!overview) return {};
  if (!zoomed && toolNames.includes('zoom')) {
    const label = pictures.find((picture) => picture.label.startsWith(`${overview} `))?.label ?? '';
    const args = { view_id: overview, box: placeOf(question, label), reason: 'Прочесть мелкое.' };
    return { step: call('zoom', args, 'Приближу нужное место.') };
  }
  return { picture: parsePictures(zoomed?.output ?? '')[0] ?? overview };
}

const picturesSchema = z.object({
  pictures: z.array(z.object({ picture: z.string().nullish(), already_shown: z.string().nullish() })),
});

/** Names of pictures that a tool showed: `P1`. */
function parsePictures(output: string): string[] {
  try {
    const { pictures } = picturesSchema.parse(JSON.parse(output));
    return pictures.flatMap(({ picture, already_shown }) => picture ?? already_shown ?? []);
  } catch {
    return [];
  }
}

/** Where a label of a picture, which lists the text inside with its places, has a word of the question. */
function placeOf(question: string, label: string): Box {
  const words = wordsOf(question);
  for (const [, x0, y0, x1, y1, text = ''] of label.matchAll(
    /^\[([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+)\] (.*)$/gm,
  )) {
    const box: Box = [Number(x0), Number(y0), Number(x1), Number(y1)];
    if (words.some((word) => text.toLowerCase().includes(word))) return box;
  }
  return MIDDLE;
}

function showPicture(name: string): string {
  return `![Место на чертеже, о котором спрошено](${name})\n\nНа чертеже это место видно здесь [${name}].`;
}

function call(name: string, args: Record<string, unknown>, thought: string): ScriptedTurn {
  return {
    parts: [{ thought }, { call: { name, arguments: args }, signature: `scripted-${name}` }],
  };
}

function answer(question: string, found: FoundBlock[], blocks: ReadBlock[]): string {
  if (blocks.length === 0) {
    return `Это сценарий, а не настоящая модель. По запросу «${queryOf(question)}» в документах ничего не нашлось.`;
  }
  const cite = createCitations(found);
  const words = wordsOf(question);
  const quotes = blocks.flatMap((block) => {
    const quote = quoteOf(block.text ?? '', words);
    if (quote === '') return [];
    const where = placeName(block);
    return `> ${quote}\n>\n> ${where ? `${where} ` : ''}${cite(block.block_id, block.document_id)}`;
  });
  return ['Это сценарий, а не настоящая модель. Вот что прочитано в документах по вопросу:', ...quotes].join(
    '\n\n',
  );
}

/** Text of a block that came with the question: under its code, up to the next block or heading. */
function openingTextOf(code: string, texts: readonly string[]): string {
  const begins = new RegExp(`^\\[(?:D\\d+:)?${code}\\] .*\\n`, 'm');
  for (const text of texts) {
    const found = begins.exec(text);
    if (found === null) continue;
    const rest = text.slice(found.index + found[0].length);
    return rest.split(/^(?:#{1,2} |\[(?:D\d+:)?[0-9A-Z-]{12,}\] )/m, 1).join('');
  }
  return '';
}

/** The line that shares most words with the question. */
function quoteOf(text: string, words: string[]): string {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /\p{L}|\d/u.test(line));
  const score = (line: string) => words.filter((word) => line.toLowerCase().includes(word)).length;
  const best = lines.reduce((top, line) => (score(line) > score(top) ? line : top), lines[0] ?? '');
  return best.length > QUOTE_LIMIT ? `${best.slice(0, QUOTE_LIMIT).trimEnd()}…` : best;
}

function queryOf(question: string): string {
  const words = question.match(/[\p{L}\d][\p{L}\d.,*/-]*/gu) ?? [];
  const meaningful = words
    .filter((word) => word.length > 3 || /\d/.test(word))
    .map((word) => word.replace(/[.,]+$/, ''));
  return (meaningful.length > 0 ? meaningful : words).slice(0, 24).join(' ');
}

/** Stems of a kind: Russian endings cut off so that «перемычек» meets «перемычка». */
function wordsOf(question: string): string[] {
  return queryOf(question)
    .toLowerCase()
    .split(' ')
    .map((word) => (/\d/.test(word) ? word : word.slice(0, 6)))
    .filter(Boolean);
}

function withUsage(turn: ScriptedTurn, request: ScriptedRequest): ScriptedTurn {
  const read = request.toolResults.reduce((sum, { output }) => sum + output.length, request.question.length);
  const written = (turn.parts ?? []).reduce((sum, part) => sum + sizeOf(part), 0);
  return { ...turn, usage: { inputTokens: Math.ceil(read / 4), outputTokens: Math.ceil(written / 4) } };
}

function sizeOf(part: ScriptedPart): number {
  if ('text' in part) return part.text.length;
  return 'thought' in part ? part.thought.length : JSON.stringify(part.call).length;
}
