import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { htmlToMarkdown, readHtml } from './html-to-markdown.ts';

describe('htmlToMarkdown', () => {
  it('writes headings, paragraphs, lists and bold', () => {
    const html =
      '<html><head><title>Школа</title><style>p{}</style></head><body><h2>Кровля</h2><p>Слой <b>П-2:</b> гравий&nbsp;&amp; плита<br>вторая строка</p><ol start="3"><li>один</li><li>два<ul><li>внутри</li></ul></li></ol><script>alert(1)</script></body></html>';
    expect(htmlToMarkdown(html)).toBe(
      '## Кровля\n\nСлой **П-2:** гравий\u00a0& плита\nвторая строка\n\n3. один\n4. два\n  - внутри',
    );
    expect(readHtml(html).title).toBe('Школа');
  });

  it('spreads cells over columns and repeats names, not quantities, over rows', () => {
    const html = `<table><thead><tr><th rowspan="2">Марка</th><th colspan="2">Размер</th><th rowspan="2">Кол.</th></tr>
      <tr><th>Ширина</th><th>Высота</th></tr></thead>
      <tbody><tr><td colspan="4">Жилой дом</td></tr>
      <tr><td rowspan="2">Д-1</td><td>900</td><td>2100</td><td rowspan="2">4</td></tr>
      <tr><td>800</td><td>2100</td></tr></tbody></table>`;
    expect(htmlToMarkdown(html)).toBe(
      [
        '| Марка | Размер |  | Кол. |',
        '|---|---|---|---|',
        '|  | Ширина | Высота |  |',
        '| Жилой дом |  |  |  |',
        '| Д-1 | 900 | 2100 | 4 |',
        '| Д-1 | 800 | 2100 |  |',
      ].join('\n'),
    );
  });

  it.each([
    ['stray closing tags', '</p></div><p>один</p></body></html><p>два', 'один\n\nдва'],
    [
      'cells that nobody closes',
      '<table><tr><td>1<td>2<tr><td>3<td>a|b</table>',
      '| 1 | 2 |\n|---|---|\n| 3 | a\\|b |',
    ],
    [
      'a table in a cell',
      '<table><tr><td>до<table><tr><td>x</td></tr></table></td></tr></table>',
      '| x |\n|---|\n\n| до |\n|---|',
    ],
    [
      'formulas',
      '<p>труб <math>\\Phi 530\\times 8</math> и <math>90^{\\circ}</math>, м<sup>2</sup></p>',
      'труб Φ530×8 и 90°, м²',
    ],
    ['text in no element', 'просто текст', 'просто текст'],
  ])('reads %s', (_, html, markdown) => expect(htmlToMarkdown(html)).toBe(markdown));

  it('never throws and loses no word of any mix of tags', () => {
    const tag = fc.constantFrom(
      ...'p div table tr td th ul ol li h1 h6 b pre br math sup caption a span'
        .split(' ')
        .flatMap((name) => [`<${name}>`, `</${name}>`]),
      '<td rowspan="3" colspan="2">',
      '<!-- -->',
    );
    const word = fc.stringMatching(/^[а-я]{6,12}$/);
    fc.assert(
      fc.property(fc.array(fc.oneof(tag, word), { maxLength: 60 }), (parts) => {
        const text = htmlToMarkdown(parts.join(' '));
        for (const part of parts) if (!part.startsWith('<')) expect(text).toContain(part);
      }),
    );
  });
});

describe('hostile pages take linear time', () => {
  it.each([
    '<div>',
    '</p>',
    '<table><tr><td>',
    '<b>x',
    '<ul><li>',
    '<td colspan=1000>',
    '<tr><td rowspan=1000 colspan=1000>x',
    '<pre>',
    '&amp;',
    '<math>',
    '<',
    '<!--',
    '<p ',
    '<a b=c ',
  ])('%s', (piece) => {
    const html = `<table>${piece.repeat(Math.ceil(1_000_000 / piece.length))}`;
    const started = performance.now();
    htmlToMarkdown(html);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
