/** A page of 600 × 400 pt: lines of text from the top, and frames `[x, y, width, height]` counted from the lower left corner. */
export interface MadePage {
  lines: readonly string[];
  frames?: readonly (readonly [number, number, number, number])[];
}

/** The smallest PDF that shows these pages; letters are Latin. */
export function makePdf(pages: readonly MadePage[]): Buffer {
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    `<</Type/Pages/Count ${pages.length}/Kids[${pages.map((_, at) => `${4 + at * 2} 0 R`).join(' ')}]>>`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
    ...pages.flatMap((page, at) => {
      const content = contentOf(page);
      return [
        `<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 400]/Resources<</Font<</F 3 0 R>>>>/Contents ${5 + at * 2} 0 R>>`,
        `<</Length ${content.length}>>stream\n${content}\nendstream`,
      ];
    }),
  ];
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, at) => {
    const offset = file.length;
    file += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}`;
  return Buffer.from(
    `${file}${table}trailer<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${file.length}\n%%EOF`,
    'latin1',
  );
}

function contentOf({ lines, frames = [] }: MadePage): string {
  const text = lines.map((line, at) => `BT /F 14 Tf 50 ${350 - at * 24} Td (${line}) Tj ET`);
  return [...text, ...frames.map((frame) => `${frame.join(' ')} re S`)].join('\n');
}
