/**
 * What the answerer without AI shows to a reader: asks it the questions of the shared set over the sample bundle, those of the
 * demo project and our own present and absent ones, and reads its Markdown.
 *
 *     node bench/extract-dev.ts [--show] [--only WORDS]
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DocumentModel, normalizeMark, readBundle } from '@aizoomdoc/documents';
import { type Answered, createReader, type Reader } from './lib/extractive-reader.ts';

const SHARED = process.env.SHARED_DIR ?? join(import.meta.dirname, '../../shared');
const SAMPLES = join(SHARED, 'data/aizoomdoc-samples');
const QUESTIONS = join(SHARED, 'qa/aizoomdoc.dev.jsonl');
const DEMO = join(import.meta.dirname, '../apps/server/demo');
const SAMPLE_STEM = '133_23-GK-AR4_izm7';
const DEMO_STEM = 'dom-na-sadovoy-AR';

interface Question {
  doc_file: string;
  question: string;
  /** Empty when the document does not say. */
  must_contain: string[];
}

interface OwnQuestions {
  doc_file: string;
  present: { question: string; must_contain: string[] }[];
  absent: string[];
}

function readDocument(folder: string, stem: string): DocumentModel {
  const names = [`${stem}_document.md`, `${stem}_blocks.json`];
  const { document } = readBundle(names.map((name) => ({ name, bytes: readFileSync(join(folder, name)) })));
  if (document === null) throw new Error(`${stem}: the bundle cannot be read`);
  return document;
}

function readQuestions(file: string, stem: string): Question[] {
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return lines.map((line): Question => JSON.parse(line)).filter((one) => one.doc_file.startsWith(stem));
}

function ownQuestions(stem: string): Question[] {
  const file = join(import.meta.dirname, 'extract-questions.json');
  const sets: OwnQuestions[] = JSON.parse(readFileSync(file, 'utf8'));
  return sets
    .filter(({ doc_file }) => doc_file === stem)
    .flatMap(({ doc_file, present, absent }) => [
      ...present.map((one) => ({ ...one, doc_file })),
      ...absent.map((question) => ({ question, doc_file, must_contain: [] })),
    ]);
}

/** Normalises as the acceptance does: look-alikes, comma, dashes, ×, no spaces. */
const folded = (text: string) => normalizeMark(text).replace(/\s+/g, '');

/** Calls an answer one only when it stands under no «похожие места» and no «не нашлось». */
const claims = (text: string) => !/ответа не нашлось|похожие места/iu.test(text);

interface Tally {
  pieces: number;
  hits: number;
  whole: number;
  claimed: number;
  length: number;
}

async function measure(name: string, reader: Reader, questions: readonly Question[]) {
  const present: Tally = { pieces: 0, hits: 0, whole: 0, claimed: 0, length: 0 };
  const absent: Tally = { ...present };
  const started = performance.now();
  for (const one of questions) {
    const answered = await reader.ask([one.question]);
    const text = folded(answered.text);
    const missed = one.must_contain.filter((piece) => !text.includes(folded(piece)));
    const tally = one.must_contain.length > 0 ? present : absent;
    tally.pieces += one.must_contain.length;
    tally.hits += one.must_contain.length - missed.length;
    tally.whole += missed.length === 0 ? 1 : 0;
    tally.claimed += claims(answered.text) ? 1 : 0;
    tally.length += answered.text.length;
    show(one, answered, missed);
  }
  const ms = (performance.now() - started) / questions.length;
  const asked = questions.filter((one) => one.must_contain.length > 0).length;
  console.log(
    `${name}: must_contain ${present.hits}/${present.pieces}, complete ${present.whole}/${asked}, told as answers ` +
      `${present.claimed}/${asked}, ${Math.round(present.length / asked)} signs each; absent: false answers ` +
      `${absent.claimed}/${questions.length - asked}; ${ms.toFixed(0)} ms each`,
  );
}

function show(one: Question, { text, tools }: Answered, missed: readonly string[]) {
  const only = process.argv[process.argv.indexOf('--only') + 1] ?? '';
  const isAsked = process.argv.includes('--only') && one.question.includes(only);
  if (!process.argv.includes('--show') && !isAsked) return;
  console.log(`\n? ${one.question}\n  ${tools.join(' · ')}; not shown: ${missed.join(', ') || '—'}\n${text}`);
}

async function run() {
  if (!existsSync(QUESTIONS) || !existsSync(SAMPLES)) {
    console.error(
      `Nothing to measure: ${QUESTIONS} or ${SAMPLES} is missing. Set SHARED_DIR to the folder that holds qa/ and data/.`,
    );
    process.exitCode = 1;
    return;
  }
  const sample = readDocument(SAMPLES, SAMPLE_STEM);
  for (const limit of [10, 20, 30]) {
    const reader = createReader(sample, { limit });
    await measure(`АР4, at most ${limit} blocks`, reader, readQuestions(QUESTIONS, SAMPLE_STEM));
  }
  await measure('АР4, own questions', createReader(sample), ownQuestions(SAMPLE_STEM));
  const demo = createReader(readDocument(DEMO, DEMO_STEM));
  await measure('demo', demo, readQuestions(join(DEMO, 'questions.jsonl'), DEMO_STEM));
  await measure('demo, own questions', demo, ownQuestions(DEMO_STEM));
}

await run();
