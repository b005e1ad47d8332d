import type { Inline, Look } from '../text/blocks.ts';

/** What a viewer shows for a claim's check. */
const claimWords = {
  confirmed: ' ✓',
  picture_only: ' *(только на\u00a0рисунке)*',
  not_confirmed: ' *(не\u00a0подтверждено)*',
} as const;

/** Inlines as one line of Markdown; whatever the words are, they mean nothing but themselves. */
export function writeInlines(inlines: readonly Inline[]): string {
  const line = inlines.map(writeInline).join('');
  return line.replaceAll(/ {2,}/g, ' ').trim();
}

function writeInline(inline: Inline): string {
  switch (inline.kind) {
    case 'break':
      return '<br>';
    case 'citation':
      return `[\\[${inline.source}\\]](#source-${inline.source})`;
    case 'claim':
      return claimWords[inline.status];
    default:
      return writeText(inline.text, inline.look);
  }
}

function writeText(text: string, look: Look): string {
  const [, before = '', words = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? [];
  if (words === '') return text === '' ? '' : ' ';
  let written = look.mono ? writeCode(words) : escapeMarkdown(words);
  if (look.script !== undefined) {
    const tag = look.script === 'super' ? 'sup' : 'sub';
    written = `<${tag}>${written}</${tag}>`;
  }
  if (look.strike) written = `~~${written}~~`;
  if (look.italic) written = `*${written}*`;
  if (look.bold) written = `**${written}**`;
  if (look.href !== undefined) written = `[${withoutBrackets(written)}](<${look.href}>)`;
  return `${before}${written}${after}`;
}

/**
 * Signs that mean something in Markdown or HTML, and those that would at a line's beginning. By entities, where a
 * backslash would not do: a bare address becomes a link that swallows whatever follows, backslashes too, and a last «!»
 * makes a picture of the link after it.
 */
export function escapeMarkdown(text: string): string {
  return text
    .replaceAll(/&(?=#?\w+;)/g, '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('@', '&#64;')
    .replaceAll('://', '&#58;//')
    .replaceAll(/\b(www)\./gi, '$1&#46;')
    .replace(/!$/, '&#33;')
    .replaceAll(/[\\`*_[\]|~$]/g, '\\$&')
    .replace(/^(\s*)([#+=-])/, '$1\\$2')
    .replace(/^(\s*\d{1,9})([.)])(?=\s|$)/, '$1\\$2');
}

/** Some readers of Markdown take the backslashes off a link's words and then read these once more. */
function withoutBrackets(written: string): string {
  return written.replaceAll(/\\?\[/g, '&#91;').replaceAll(/\\?\]/g, '&#93;');
}

function writeCode(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const padding = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${fence}${padding}${text.replaceAll('|', '\\|')}${padding}${fence}`;
}
