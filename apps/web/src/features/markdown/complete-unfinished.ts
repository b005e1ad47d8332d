/**
 * Makes the last block of a text that is still being written look as it will when finished: an open table is a table,
 * open bold is bold, half a reference is not shown yet. Without it the page would flicker at every such place.
 */
export function completeUnfinished(block: string): string {
  if (/^\s*(```|~~~)/.test(block)) return block;
  return closeInline(completeTable(hideOpenBracket(block)));
}

function hideOpenBracket(block: string): string {
  return block.replace(/!?\[([^[\]\n]*)\]\([^)\n]*$/, '$1').replace(/!?\[[^\]\n]{0,80}$/, '');
}

function completeTable(block: string): string {
  const [header = '', delimiter, ...rows] = block.trimEnd().split('\n');
  if (!/^\s*\|.*\S/.test(header) || rows.length > 0) return block;
  if (delimiter !== undefined && !/^[\s|:-]*$/.test(delimiter)) return block;
  const columns = Math.max(
    1,
    header
      .trim()
      .replace(/^\||\|$/g, '')
      .split('|').length,
  );
  const whole = header.trimEnd().endsWith('|') ? header : `${header} |`;
  const known = (delimiter ?? '').split('|').filter((cell) => /^\s*:?-+:?\s*$/.test(cell));
  const cells = Array.from({ length: columns }, (_, column) => known[column]?.trim() ?? '---');
  return `${whole}\n|${cells.join('|')}|`;
}

function closeInline(block: string): string {
  let text = block.replace(/(^|[^*])\*$/, '$1');
  if ((text.match(/`/g)?.length ?? 0) % 2 === 1) return text.endsWith('`') ? text.slice(0, -1) : `${text}\``;
  if ((text.match(/\*\*/g)?.length ?? 0) % 2 === 1) {
    text = text.endsWith('**') ? text.slice(0, -2) : `${text.trimEnd()}**`;
  }
  return text;
}
