/**
 * Measures `extract` on the questions of `../shared/qa/aizoomdoc.dev.jsonl` over the sample bundle: the share of `must_contain`
 * that stands in what the quotes show, and whether absent things are called absent.
 *
 *     node packages/documents/bench/extract-dev.ts [--show]
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type DocumentModel,
  type ExtractBlock,
  type Extraction,
  extract,
  normalizeMark,
  readBundle,
} from '../src/index.ts';
import { createSearchIndex } from '../src/search/search-index.ts';

const SHARED = process.env.SHARED_DIR ?? join(import.meta.dirname, '../../../../shared');
const SAMPLES = join(SHARED, 'data/aizoomdoc-samples');
const QUESTIONS = join(SHARED, 'qa/aizoomdoc.dev.jsonl');
const STEM = '133_23-GK-AR4_izm7';
const DOCUMENT_ID = 'sample';
const FOUND = 10;

interface DevQuestion {
  doc_file: string;
  question: string;
  must_contain: string[];
  block_ids: string[];
}

interface Tally {
  pieces: number;
  hits: number;
  whole: number;
  absentRight: number;
  falseAbsent: number;
}

function readDocument(): DocumentModel {
  const names = [`${STEM}_document.md`, `${STEM}_blocks.json`];
  const { document } = readBundle(names.map((name) => ({ name, bytes: readFileSync(join(SAMPLES, name)) })));
  if (document === null) throw new Error(`${STEM}: the sample bundle cannot be read`);
  return document;
}

function readQuestions(): DevQuestion[] {
  const lines = readFileSync(QUESTIONS, 'utf8').split('\n').filter(Boolean);
  return lines.map((line): DevQuestion => JSON.parse(line)).filter((one) => one.doc_file.startsWith(STEM));
}

/** Normalises as the acceptance does: look-alikes, comma, dashes, ×, no spaces. */
const folded = (text: string) => normalizeMark(text).replace(/\s+/g, '');

/** What an answerer shows of a quote. */
function shown({ quotes }: Extraction): string {
  return quotes
    .map((one) =>
      [one.code, one.title, one.section, one.text, ...(one.readings ?? [])].filter(Boolean).join('\n'),
    )
    .join('\n');
}

function measure(
  name: string,
  questions: readonly DevQuestion[],
  blocksFor: (one: DevQuestion) => ExtractBlock[],
) {
  const tally: Tally = { pieces: 0, hits: 0, whole: 0, absentRight: 0, falseAbsent: 0 };
  const answered = questions.filter((one) => one.must_contain.length > 0);
  const started = performance.now();
  for (const one of questions) {
    const extraction = extract(one.question, blocksFor(one));
    const text = folded(shown(extraction));
    const missed = one.must_contain.filter((piece) => !text.includes(folded(piece)));
    const absent = extraction.verdict === 'not_found';
    if (one.must_contain.length === 0) {
      tally.absentRight += absent ? 1 : 0;
    } else {
      tally.pieces += one.must_contain.length;
      tally.hits += one.must_contain.length - missed.length;
      tally.whole += missed.length === 0 ? 1 : 0;
      tally.falseAbsent += absent ? 1 : 0;
    }
    if (process.argv.includes('--show')) show(one, extraction, missed);
  }
  const ms = (performance.now() - started) / questions.length;
  console.log(
    `${name}: must_contain ${tally.hits}/${tally.pieces}, questions complete ${tally.whole}/${answered.length}, ` +
      `absent told ${tally.absentRight}/${questions.length - answered.length}, false absent ${tally.falseAbsent}, ${ms.toFixed(0)} ms each`,
  );
}

function show(question: DevQuestion, { verdict, quotes, missing }: Extraction, missed: readonly string[]) {
  console.log(
    `\n? ${question.question}\n  ${verdict}; missing: ${missing.join(', ') || '—'}; not shown: ${missed.join(', ') || '—'}`,
  );
  for (const one of quotes) {
    const place = [one.title, one.section].filter(Boolean).join(' › ');
    console.log(
      `  [${one.code} p${one.page} ${one.score.toFixed(1)}] ${place} ¦ ${one.text.replaceAll('\n', '⏎').slice(0, 200)}`,
    );
  }
}

function run() {
  if (!existsSync(QUESTIONS) || !existsSync(SAMPLES)) {
    console.error(
      `Nothing to measure: ${QUESTIONS} or ${SAMPLES} is missing. Set SHARED_DIR to the folder that holds qa/ and data/.`,
    );
    process.exitCode = 1;
    return;
  }
  const document = readDocument();
  const questions = readQuestions();
  const titles = new Map(document.pages.map((page) => [page.number, page.sheetTitle]));
  const blocks = document.blocks.map(
    (block): ExtractBlock => ({ ...block, sheetTitle: titles.get(block.page) ?? null }),
  );
  const byCode = new Map(blocks.map((block) => [block.code, block]));

  measure('true pages', questions, (one) => {
    const pages = new Set(one.block_ids.map((code) => byCode.get(code)?.page));
    return pages.size === 0 ? blocks : blocks.filter((block) => pages.has(block.page));
  });

  const index = createSearchIndex();
  index.put(
    DOCUMENT_ID,
    blocks.map((block) => ({
      ...block,
      documentId: DOCUMENT_ID,
      version: 1,
      sheetTitle: block.sheetTitle ?? null,
    })),
  );
  measure(`search top ${FOUND}`, questions, (one) =>
    index.search({ text: one.question, limit: FOUND }).flatMap(({ code, score }) => {
      const block = byCode.get(code);
      return block === undefined ? [] : [{ ...block, score }];
    }),
  );
}

run();
