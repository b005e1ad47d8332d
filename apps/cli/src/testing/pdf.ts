import { randomBytes } from 'node:crypto';

const encode = (text: string) => Buffer.from(text, 'latin1');

/** An A4 page with one line of text and a square; `padding` bytes that nobody looks at make the file large. */
export function makePdf(line: string, { padding = 0 } = {}): Buffer {
  const drawing = `BT /F1 14 Tf 72 700 Td (${line}) Tj ET 2 w 300 300 120 120 re S`;
  const objects = [
    encode('<< /Type /Catalog /Pages 2 0 R >>'),
    encode('<< /Type /Pages /Kids [3 0 R] /Count 1 >>'),
    encode(
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    ),
    stream(encode(drawing)),
    encode('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>'),
    stream(randomBytes(padding)),
  ];
  const parts = [encode('%PDF-1.4\n')];
  const offsets: number[] = [];
  let length = parts[0]?.length ?? 0;
  for (const [index, object] of objects.entries()) {
    offsets.push(length);
    const part = Buffer.concat([encode(`${index + 1} 0 obj\n`), object, encode('\nendobj\n')]);
    parts.push(part);
    length += part.length;
  }
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  parts.push(
    encode(`xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${size} /Root 1 0 R >>\n`),
    encode(`startxref\n${length}\n%%EOF\n`),
  );
  return Buffer.concat(parts);
}

function stream(bytes: Buffer): Buffer {
  return Buffer.concat([encode(`<< /Length ${bytes.length} >>\nstream\n`), bytes, encode('\nendstream')]);
}
