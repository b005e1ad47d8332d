import { readFileSync } from 'node:fs';
import { createSearchIndex } from '../src/search/search-index.ts';
import { WEIGHTS } from '../src/search/weights.ts';
const D = '/work/shared/data/text/retrieval/';
const mk = (documentId: string, code: string, text: string, title: string | null, page = 1, sheet: string | null = null, kind = 'text') => ({ documentId, version: 1, code, page, sheet, sheetTitle: title, kind: kind as 'text', text });
type Set_ = { blocks: ReturnType<typeof mk>[]; q: { q: string; ok: Set<string> }[] };
const squad = (f: string): Set_ => {
  const data = JSON.parse(readFileSync(D + f, 'utf8')).data; const blocks: ReturnType<typeof mk>[] = []; const q: Set_['q'] = []; const seen = new Map<string, string>();
  for (const a of data) for (const p of a.paragraphs) { const title = a.title.replaceAll('_', ' ');
    let code = seen.get(p.context); if (!code) { code = `p${blocks.length}`; seen.set(p.context, code); blocks.push(mk('d', code, p.context, title)); }
    for (const x of p.qas) q.push({ q: x.question, ok: new Set([code]) }); }
  return { blocks, q };
};
const codes = (n: string, key: (r: any) => string): Set_ => {
  const L = (f: string) => readFileSync(D + f, 'utf8').trim().split('\n').map((l) => JSON.parse(l));
  const blocks = L(`${n}.corpus.shared.jsonl`).map((r) => mk('d', key(r), r.text, r.title)); const have = new Set(blocks.map((b) => b.code));
  const q = L(`${n}.questions.shared.jsonl`).map((r) => ({ q: r.question, ok: new Set<string>(r.expected_articles.map(String)) })).filter((x) => [...x.ok].some((a) => have.has(a)));
  return { blocks, q };
};
export const parseMd = (f: string) => {
  const out: ReturnType<typeof mk>[] = []; let page = 0, sheet: string | null = null, title: string | null = null; let cur: any = null;
  for (const l of readFileSync(f, 'utf8').split('\n')) {
    let m; if ((m = /^## СТРАНИЦА (\d+)/.exec(l))) { page = +m[1]!; sheet = title = null; cur = null; }
    else if ((m = /^### BLOCK \[(\w+)\]: (\S+)/.exec(l))) { cur = mk('ar4', m[2]!, '', title, page, sheet, m[1]!.toLowerCase()); out.push(cur); }
    else if (!cur && (m = /^\*\*Лист:\*\* (\S+)/.exec(l))) sheet = m[1]!;
    else if (!cur && (m = /^\*\*Наименование листа:\*\* (.*)/.exec(l))) title = m[1]!;
    else if (cur) cur.text += l + '\n';
  }
  return out;
};
const qa = (): Set_ => ({ blocks: parseMd('/work/shared/data/aizoomdoc-samples/133_23-GK-AR4_izm7_document.md'), q: readFileSync('/work/shared/qa/aizoomdoc.dev.jsonl', 'utf8').trim().split('\n').map((l) => JSON.parse(l)).filter((r) => r.doc_file.includes('AR4') && r.block_ids.length).map((r) => ({ q: r.question, ok: new Set<string>(r.block_ids) })) });
export const SETS: Record<string, Set_> = { xquad: squad('xquad.ru.shared.json'), tydi: squad('tydiqa-goldp.ru.dev.shared.json'), en: squad('xquad.en.shared.json'), rf: codes('rf-codes', (r) => r.id), kz: codes('kz-tax-code', (r) => String(r.article)), qa: qa() };
export const idx: Record<string, ReturnType<typeof createSearchIndex>> = {};
for (const [n, s] of Object.entries(SETS)) { idx[n] = createSearchIndex(); idx[n].put('d', s.blocks); }
export const run = (n: string, verbose = false) => {
  const s = SETS[n]!; let r1 = 0, r5 = 0, r10 = 0, mrr = 0, h1 = 0; const times: number[] = [];
  s.q.forEach((x, i) => { const t = performance.now(); const hits = idx[n]!.search({ text: x.q, limit: 10 }); times.push(performance.now() - t); const rank = hits.findIndex((h) => x.ok.has(h.code)) + 1;
    if (rank === 1) { r1++; if (i % 2) h1++; } if (rank && rank <= 5) r5++; if (rank && rank <= 10) r10++; if (rank) mrr += 1 / rank;
    if (verbose) console.log(rank || '-', x.q.slice(0, 110), rank === 1 ? '' : `→ ${hits[0]?.code} ${hits[0]?.match}`); });
  times.sort((a, b) => a - b); const c = s.q.length;
  return { n, c, R1: +(r1 / c).toFixed(4), R5: +(r5 / c).toFixed(4), R10: +(r10 / c).toFixed(4), MRR: +(mrr / c).toFixed(4), p95: +times[Math.floor(c * 0.95)]!.toFixed(2) };
};
if (process.argv[1]?.endsWith('retrieval-core.ts')) {
  for (const a of process.argv.slice(2)) { const [k, v] = a.split('='); if (v) (WEIGHTS as any)[k!] = +v; }
  const only = process.argv.slice(2).filter((a) => !a.includes('=') && a !== '-v');
  console.table((only.length ? only : Object.keys(SETS)).map((n) => run(n, process.argv.includes('-v'))));
}
