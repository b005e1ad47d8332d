/**
 * Counts letters and words into the tables of `packages/documents/src/text-layer`: how often one letter follows another in Cyrillic and in
 * Latin script, and the Russian words that official texts use. Counts are all that is kept of the texts.
 *
 *     npm run text-layer:tables -- --russian /work/shared/data --messages /usr/share/locale
 *
 * `--russian`: a folder with `text/norms/*.json`, `text/retrieval/*.corpus.*.jsonl` and `law/*.jsonl` (laws and norms, which nobody owns). `--messages`: a folder of
 * gettext catalogues, for the letters of other languages.
 */
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { cyrillic, latin, type Script } from '../../packages/documents/src/text-layer/scripts.ts';
import { messagesOf } from './gettext.ts';

const { values } = parseArgs({
  options: {
    russian: { type: 'string', default: '/work/shared/data' },
    messages: { type: 'string', default: '/usr/share/locale' },
  },
});
const base = process.env.INIT_CWD ?? process.cwd();
const russianFolder = path.resolve(base, values.russian);
const messagesFolder = path.resolve(base, values.messages);
for (const folder of [russianFolder, messagesFolder]) {
  if (!existsSync(folder)) {
    console.error(`Нет папки ${folder}`);
    process.exit(1);
  }
}

/** Characters taken of each language, so that none outweighs its part. */
const RUSSIAN_CHARACTERS = 3_000_000;
const OTHER_LANGUAGE_CHARACTERS = 150_000;
const MIN_WORD_COUNT = 4;
/** One character of the table is half a bit. */
const STEPS_A_BIT = 2;
const target = (name: string) =>
  path.resolve(import.meta.dirname, '../../packages/documents/src/text-layer', name);

const russian = russianTexts();
const english = catalogue('en_GB').concat(
  readFileSync(path.join(russianFolder, 'text/retrieval/xquad.en.shared.json'), 'utf8'),
);
write(
  'letter-pairs.gen.ts',
  'How many half bits a letter costs after another, a base-36 digit each; rows and columns in the order of `scripts.ts`.',
  {
    cyrillicPairs: pairTable(cyrillic, [
      russian.slice(0, RUSSIAN_CHARACTERS),
      ...['uk', 'be', 'kk', 'bg'].map(catalogue),
    ]),
    latinPairs: pairTable(latin, [
      english.repeat(3),
      ...['de', 'fr', 'es', 'it', 'pl', 'cs', 'nl', 'tr', 'fi', 'sv'].map(catalogue),
    ]),
  },
);
write(
  'russian-words.gen.ts',
  'Words of Russian laws and norms: the letters shared with the word before, a base-36 digit of how common it is, the other letters.',
  { russianWords: wordTable(russian) },
);

function russianTexts(): string {
  const files = globSync(
    ['text/norms/*.json', 'text/retrieval/{rf-codes,kz-tax-code}.corpus.*.jsonl', 'law/*.jsonl'],
    { cwd: russianFolder },
  );
  return files
    .sort()
    .map((file) => plain(readFileSync(path.join(russianFolder, file), 'utf8')))
    .join('\n');
}

/** Words broken at the end of a line would make words of their halves. */
function plain(json: string): string {
  return json.replaceAll('\\n', '\n').replace(/[а-яё]+[-\u00ad]\s+[а-яё]+/gi, ' ');
}

function catalogue(language: string): string {
  const files = globSync(`${language}/LC_MESSAGES/*.mo`, { cwd: messagesFolder }).sort();
  const text = files
    .filter((file) => !/iso_/.test(file))
    .map((file) => messagesOf(readFileSync(path.join(messagesFolder, file))))
    .join('\n');
  return text.slice(0, OTHER_LANGUAGE_CHARACTERS);
}

function pairTable(script: Script, texts: readonly string[]): string {
  const size = script.letters.length + 1;
  const counts = new Float64Array(size * size).fill(1);
  for (const text of texts) {
    for (const [word] of text.matchAll(script.words)) {
      let before = 0;
      for (const index of [...script.indices(word), 0]) {
        const pair = before * size + index;
        if (before >= 0 && index >= 0) counts[pair] = (counts[pair] ?? 0) + 1;
        before = index;
      }
    }
  }
  let table = '';
  for (let row = 0; row < size; row += 1) {
    const line = counts.subarray(row * size, (row + 1) * size);
    const total = line.reduce((sum, count) => sum + count, 0);
    for (const count of line) {
      table += Math.min(35, Math.round(-Math.log2(count / total) * STEPS_A_BIT)).toString(36);
    }
  }
  return table;
}

function wordTable(text: string): string {
  const counts = new Map<string, number>();
  for (const [word] of text
    .toLowerCase()
    .replaceAll('ё', 'е')
    .matchAll(/[а-я]+/g)) {
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const kept = [...counts].filter(([word, count]) => word.length >= 3 && count >= MIN_WORD_COUNT).sort();
  let before = '';
  return kept
    .map(([word, count]) => {
      const shared = sharedStart(before, word);
      before = word;
      const common = Math.min(35, Math.round(Math.log2(count) * STEPS_A_BIT));
      return `${shared.toString(36)}${common.toString(36)}${word.slice(shared)}`;
    })
    .join(' ');
}

function sharedStart(one: string, other: string): number {
  let length = 0;
  while (length < 35 && length < one.length && one[length] === other[length]) length += 1;
  return length;
}

function write(name: string, about: string, tables: Record<string, string>) {
  const body = Object.entries(tables).map(([key, table]) => `export const ${key} =\n  '${table}';\n`);
  const source = `// Made by scripts/text-layer/make-tables.ts; do not edit.\n\n/** ${about} */\n${body.join('\n')}`;
  writeFileSync(target(name), source);
  console.log(`${name}: ${Buffer.byteLength(source)} bytes`);
}
