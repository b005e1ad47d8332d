/** Rows of cells as a Markdown table, empty rows and columns left out; `null` where no two columns are left. */
export function tableMarkdown(grid: readonly (readonly string[])[]): string | null {
  const rows = grid.filter((row) => row.some((cell) => cell !== ''));
  const width = Math.max(0, ...rows.map((row) => row.length));
  const used = Array.from({ length: width }, (_, column) => rows.some((row) => (row[column] ?? '') !== ''));
  const count = used.filter(Boolean).length;
  if (rows.length < 2 || count < 2) return null;
  const lines = rows.map((row) =>
    pipedRow(used.flatMap((keep, column) => (keep ? [row[column] ?? ''] : []))),
  );
  lines.splice(1, 0, `|${' --- |'.repeat(count)}`);
  return lines.join('\n');
}

function pipedRow(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
