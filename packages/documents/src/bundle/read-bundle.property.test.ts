import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBundle } from './read-bundle.ts';

const encode = (text: string) => new TextEncoder().encode(text);
const read = (text: string, index?: string) =>
  readBundle([
    { name: 'A_document.md', bytes: encode(text) },
    ...(index === undefined ? [] : [{ name: 'A_blocks.json', bytes: encode(index) }]),
  ]);

const PIECES = [
  '## СТРАНИЦА ',
  '### BLOCK [',
  'TEXT]: ',
  'AAAA-CCCC-DDD',
  '**Лист:** ',
  ' (из ',
  '| ',
  '\n',
  '\\|',
  '→ ',
  'ID: ',
  '#',
  '1',
  'а',
];
const hostile = fc.array(fc.constantFrom(...PIECES), { maxLength: 120 }).map((pieces) => pieces.join(''));

const symbol = fc.constantFrom(...'ACDEFGHJKLMNPQRTUVWXY34679');
const code = fc
  .array(symbol, { minLength: 11, maxLength: 11 })
  .map(
    (symbols) =>
      `${symbols.slice(0, 4).join('')}-${symbols.slice(4, 8).join('')}-${symbols.slice(8).join('')}`,
  );
const line = fc.stringMatching(/^[а-яА-Я0-9|.,-][а-яА-Я0-9|., -]{0,30}[а-яА-Я0-9|.,-]$/);
const block = fc.record({
  code,
  kind: fc.constantFrom('text' as const, 'image' as const, 'table' as const),
  lines: fc.array(line, { minLength: 1, maxLength: 6 }),
});
const pages = fc
  .array(
    fc.record({
      sheet: fc.option(fc.constantFrom('1', '5.1', '12')),
      blocks: fc.array(block, { maxLength: 4 }),
    }),
    {
      minLength: 1,
      maxLength: 6,
    },
  )
  .filter((all) => {
    const codes = all.flatMap(({ blocks }) => blocks.map((one) => one.code));
    return new Set(codes).size === codes.length;
  });

describe('readBundle', () => {
  it('never throws on any bytes', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 400 }),
        fc.uint8Array({ maxLength: 200 }),
        (document, blocks) => {
          const result = readBundle([
            { name: 'A_document.md', bytes: document },
            { name: 'A_blocks.json', bytes: blocks },
          ]);
          expect(result.document !== null || result.report.length > 0).toBe(true);
        },
      ),
    );
  });

  it('gives unique codes and valid pages on any text', () => {
    fc.assert(
      fc.property(hostile, fc.json(), (text, index) => {
        const { document, report } = read(text, index);
        const codes = document?.blocks.map((one) => one.code) ?? [];
        expect(new Set(codes).size).toBe(codes.length);
        const numbers = document?.pages.map((one) => one.number) ?? [];
        expect(numbers).toEqual([...new Set(numbers)].sort((one, other) => one - other));
        const last = text.split('\n').length;
        for (const entry of report) {
          if (entry.file === 'A_document.md' && entry.line !== null)
            expect(entry.line).toBeLessThanOrEqual(last);
        }
      }),
    );
  });

  it('loses no letter of a text', () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 20 }), (lines) => {
        const { document } = read(lines.join('\n'));
        expect(document?.blocks.map(({ text }) => text).join('\n')).toBe(lines.join('\n').trim());
      }),
    );
  });

  it('reads back a written bundle', () => {
    fc.assert(
      fc.property(pages, (all) => {
        const text = all
          .map(({ sheet, blocks }, at) => {
            const head = sheet === null ? '' : `**Лист:** ${sheet} (из 12)\n`;
            const body = blocks.map(
              (one) => `### BLOCK [${one.kind.toUpperCase()}]: ${one.code}\n${one.lines.join('\n')}\n`,
            );
            return `## СТРАНИЦА ${at + 1}\n${head}\n${body.join('\n')}`;
          })
          .join('\n');
        const { document } = read(text);
        const expected = all.flatMap(({ sheet, blocks }, at) =>
          blocks.map((one) => ({
            code: one.code,
            kind: one.kind,
            page: at + 1,
            sheet,
            text: one.lines.join('\n'),
          })),
        );
        expect(document?.blocks).toMatchObject(expected);
        expect(document?.pages.map(({ number }) => number)).toEqual(all.map((_, at) => at + 1));
      }),
    );
  });
});

describe('hostile input takes linear time', () => {
  const LENGTH = 2_000_000;
  const repeat = (piece: string) => piece.repeat(Math.ceil(LENGTH / piece.length));
  it.each([
    ['one line', 'а'],
    ['pipes', '|'],
    ['table rows', '| 1 |\n'],
    ['escaped pipes', '|\\'],
    ['block markers', '### BLOCK [TEXT]: AAAA-CCCC-DDD\n'],
    ['pages', '## СТРАНИЦА 1\n'],
    ['hashes', '#'],
    ['headings with spaces', '###        BLOCK      [      \n'],
    ['labels', '**'],
    ['floors', '1 и '],
    ['arrows', '→ AAAA-CCCC-DDD '],
    ['leaked markers', 'BLOCK BLOCK BLOCK '],
    ['empty lines', '\n'],
    ['braces', '['],
  ])('%s', (_, piece) => {
    const text = repeat(piece);
    const started = performance.now();
    read(`## СТРАНИЦА 1\n### BLOCK [TEXT]: EEEE-CCCC-DDD\n${text}`, text);
    expect(performance.now() - started).toBeLessThan(8000);
  });
});
