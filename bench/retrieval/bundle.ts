import type { BundleFile } from '../lib/api.ts';
import type { Passage } from './squad-file.ts';

/** Code of the block that holds a passage: `XXXX-XXXX-XXX`, letters only. */
export function codeOf(passage: number): string {
  const digits = passage.toString(26).padStart(11, '0');
  const letters = [...digits].map((digit) => String.fromCharCode(65 + Number.parseInt(digit, 26))).join('');
  return `${letters.slice(0, 4)}-${letters.slice(4, 8)}-${letters.slice(8)}`;
}

/** A document bundle: a page an article, its title on the sheet, a block a paragraph. */
export function writeBundle(name: string, passages: readonly Passage[]): BundleFile[] {
  const lines = [`# ${oneLine(name)}`, ''];
  const blocks: object[] = [];
  let page = 0;
  for (const [at, { title, text }] of passages.entries()) {
    if (at === 0 || title !== passages[at - 1]?.title) {
      page += 1;
      lines.push(`## СТРАНИЦА ${page}`, `**Наименование листа:** ${oneLine(title)}`, '');
    }
    lines.push(`### BLOCK [TEXT]: ${codeOf(at)}`, escapeLines(text), '');
    blocks.push({ id: codeOf(at), page_index: page - 1, block_type: 'text', category_code: null });
  }
  return [
    { name: `${name}_document.md`, data: new Blob([lines.join('\n')]) },
    { name: `${name}_blocks.json`, data: new Blob([JSON.stringify({ blocks })]) },
  ];
}

/** Titles of SQuAD come from addresses, with underscores for spaces. */
function oneLine(text: string): string {
  return text.replaceAll('_', ' ').replace(/\s+/g, ' ').trim();
}

/**
 * A paragraph is prose: a line that Markdown (or the bundle) would take for a heading, a rule, a table's row or a marker gets
 * a backslash, which is how Markdown says that it is none.
 */
export function escapeLines(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/^([ \t]*)(?=#|\||-{3,}|={3,}|\*{3,}|_{3,})/gm, '$1\\')
    .trim();
}
