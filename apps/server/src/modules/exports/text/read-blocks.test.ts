import fc from 'fast-check';
import { lexer, type Token, walkTokens } from 'marked';
import { describe, expect, it } from 'vitest';
import { writeMarkdown } from '../markdown/write-markdown.ts';
import { type Block, plainText } from './blocks.ts';
import type { Mark } from './marks.ts';
import { type ReadOptions, readBlocks } from './read-blocks.ts';

const textOf = (blocks: readonly Block[]): string => JSON.stringify(blocks);
const rewrite = (content: string, options?: ReadOptions) =>
  writeMarkdown({ title: '', created_at: '', blocks: readBlocks(content, options) }, () => null);

describe('marks', () => {
  const content = '**Итого:**[9CXH-MNAX-4JL] и ⟦0⟧ `код[9CXH-MNAX-4JL]`\n\n```\n[9CXH-MNAX-4JL]\n```';
  const code = '[9CXH-MNAX-4JL]';
  const marks = [...content.matchAll(/\[9CXH-MNAX-4JL\]/g)].map(
    ({ index }, number): Mark => ({
      start: index,
      end: index + code.length,
      inline: { kind: 'citation', source: number + 1 },
    }),
  );

  it('stand where they stood, break no emphasis, and are words again in a block of code', () => {
    expect(readBlocks(content, { marks })).toEqual([
      {
        kind: 'paragraph',
        inlines: [
          { kind: 'text', text: 'Итого:', look: { bold: true } },
          { kind: 'citation', source: 1 },
          { kind: 'text', text: ' и ⟦0⟧ ', look: {} },
          { kind: 'text', text: 'код', look: { mono: true } },
          { kind: 'citation', source: 2 },
        ],
      },
      { kind: 'code', text: code },
    ]);
  });

  it('that overlap or lie outside are left out, and no word of the text is lost', () => {
    const inline = { kind: 'citation', source: 1 } as const;
    const wild = [
      { start: 0, end: 4, inline },
      { start: 2, end: 6, inline },
      { start: 8, end: 5, inline },
      { start: 4, end: 900, inline },
    ];
    expect(readBlocks('абвгдеж', { marks: wild })).toEqual([
      { kind: 'paragraph', inlines: [inline, { kind: 'text', text: 'деж', look: {} }] },
    ]);
  });
});

describe('what a text may not bring along', () => {
  it('only web and mail addresses are links; pictures become their captions', () => {
    const text = textOf(
      readBlocks(
        '[a](javascript:alert(1)) [b](data:text/html,x) [c](/api/me) [d](https://a.example/?q="<x>) ' +
          '![план](https://evil.example/pixel.png) <img src=x onerror=alert(1)>',
      ),
    );
    expect(text).not.toMatch(/javascript:|data:text|api\/me|evil\.example/);
    expect(text).toContain('[изображение: план]');
    expect(text).toContain('https://a.example/');
  });

  it('a picture of the export gets a line of its own, another does not', () => {
    const id = '0195f000-0000-7000-8000-000000000001';
    const content = `До ![план](/api/images/${id}) после`;
    expect(readBlocks(content, { pictures: new Set([id]) }).map(({ kind }) => kind)).toEqual([
      'paragraph',
      'picture',
      'paragraph',
    ]);
    expect(readBlocks(content).map(({ kind }) => kind)).toEqual(['paragraph']);
  });

  it('control characters, halves of characters and turns of direction are gone', () => {
    const [block] = readBlocks('а\u0000б\u001bв\ud800г\u202eд\ufeff✅');
    expect(block?.kind === 'paragraph' && plainText(block.inlines)).toBe('абв\ufffdгд✔');
  });

  it('indices and line breaks are understood, other tags are shown as written', () => {
    expect(rewrite('м<sup>2</sup> H<sub>2</sub>O<br>дальше <b>и</b> <script>x</script>')).toBe(
      'м<sup>2</sup> H<sub>2</sub>O<br>дальше &lt;b&gt;и&lt;/b&gt; &lt;script&gt;x&lt;/script&gt;\n',
    );
  });
});

describe('limits', () => {
  it.each([
    ['quotes in quotes', `${'> '.repeat(20_000)}слово`],
    ['lists in lists', Array.from({ length: 300 }, (_, level) => `${'  '.repeat(level)}- а`).join('\n')],
    ['emphasis that never ends', '*а'.repeat(10_000)],
    ['brackets', '['.repeat(100_000)],
    ['one word of a million letters', 'ы'.repeat(1_000_000)],
    ['a megabyte of prose', 'Перемычки железобетонные. '.repeat(40_000)],
  ])('%s are read, and no letter is lost', (_, content) => {
    const letters = (text: string) => text.match(/[а-я]/gi)?.length ?? 0;
    expect(letters(rewrite(content))).toBe(letters(content));
  });

  it('a table of too many columns and rows says what is not shown', () => {
    const row = `|${'а|'.repeat(200)}\n`;
    const blocks = readBlocks(`${row}|${'-|'.repeat(200)}\n${row.repeat(30)}`);
    expect(blocks[0]).toMatchObject({ kind: 'table', header: { length: 30 }, rows: { length: 30 } });
    expect(textOf(blocks)).toContain('столбцов — 170');
    const long = readBlocks(`|а|\n|-|\n${'|б|\n'.repeat(4000)}`);
    expect(long[0]).toMatchObject({ kind: 'table', rows: { length: 3000 } });
    expect(textOf(long)).toContain('строк — 1000');
  });
});

/** Pieces that texts are made of, and that break them. */
const pieces = fc.constantFrom(
  ...[
    'слово',
    ' ',
    '\n',
    '\n\n',
    '*',
    '**',
    '_',
    '`',
    '```',
    '~~',
    '[',
    ']',
    '(',
    ')',
    '![',
    '<',
    '>',
    '</',
    '<b>',
    '|',
  ],
  ...[
    '|-|-|\n',
    '#',
    '# ',
    '- ',
    '1. ',
    '> ',
    '\\',
    '&lt;',
    '&#60;',
    'https://a.example',
    'www.a.example',
    'a@b.example',
    'mailto:a',
    'javascript:x',
    '<script>',
  ],
  ...[
    '<img src=http://evil.example/x>',
    '![x](http://evil.example/y)',
    '\t',
    '    ',
    '"',
    '⟦1⟧',
    '<!--',
    '-->',
    '$',
  ],
);

it('whatever is written, the new Markdown holds no tag, no picture and no script of it', () => {
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
      const seen: string[] = [];
      walkTokens(lexer(rewrite(parts.join(''))), (token: Token) => {
        if (token.type === 'html') seen.push(token.raw.trim());
        if (token.type === 'image') seen.push(token.raw);
        if (token.type === 'link' && !/^(https?:\/\/|mailto:)/.test(String(token.href))) seen.push(token.raw);
      });
      expect(seen.filter((raw) => !/^<(br|\/?su[bp])>$/.test(raw))).toEqual([]);
    }),
    { numRuns: 1500 },
  );
});
