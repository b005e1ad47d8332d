const TAG = /<\/?(?:b|i|u|em|strong|small|big|span|font|sub|p|div|a|code)(?:[ \t][^<>\n]{0,300})?\/?>/giu;
const RAISED = /[ \t]?<sup>[ \t]?([23])[ \t]?<\/sup>/giu;
const FENCE = /^[ \t]{0,3}`{3,}/u;

/**
 * Markdown without what only its look needs: columns padded with spaces, HTML tags inside lines («м <sup>2</sup>» becomes «м²»). Lines stay where they
 * are; fenced code stays as it is.
 */
export function tidyMarkdown(text: string): string {
  let fenced = false;
  return text
    .split('\n')
    .map((line) => {
      if (FENCE.test(line)) fenced = !fenced;
      return fenced ? line : tidyLine(line);
    })
    .join('\n');
}

function tidyLine(line: string): string {
  const isRow = line.trimStart().startsWith('|');
  const plain = line.includes('<') ? withoutTags(line, isRow) : line;
  if (!isRow) return plain;
  if (/^[\s|:-]+$/u.test(plain)) return plain.replace(/-{3,}/gu, '---').replace(/[ \t]+/gu, '');
  return plain.replace(/[ \t]{2,}/gu, ' ');
}

function withoutTags(line: string, isRow: boolean): string {
  return line
    .replace(RAISED, (_, digit: string) => (digit === '2' ? '²' : '³'))
    .replace(/<\/?sup>/giu, '')
    .replace(/<br[ \t]*\/?>/giu, isRow ? ' ' : '  ')
    .replace(TAG, '');
}
