import { describe, expect, it } from 'vitest';
import { createBlockRenderer } from './render-block.ts';

const render = createBlockRenderer(
  { citation: (code) => `Открыть ${code}`, picture: (number) => `рис. ${number}`, table: 'Таблица' },
  { breaks: false },
);

describe('what a text may not do', () => {
  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<svg/onload=alert(1)>',
    '<iframe src="https://evil.example"></iframe>',
    '<a href="javascript:alert(1)">x</a>',
    '<br onclick=alert(1)>',
    'текст <b onmouseover="alert(1)">жирный</b>',
    '<style>*{display:none}</style>',
  ])('raw tags are text: %s', (source) => {
    expect(render(source)).not.toMatch(/<(?!\/?(p|br)>)[a-z!]/i);
  });

  it.each([
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](data:text/html,1)',
    '[x](vbscript:x)',
    '[x](//evil)',
  ])('is not a link: %s', (source) => {
    expect(render(source)).not.toContain('<a');
  });

  it('shows no picture, only its caption', () => {
    expect(render('![План](https://evil.example/p.png)')).toBe('<p><span class="caption">План</span></p>\n');
  });

  it('shows stored pictures only', () => {
    const id = '019aa000-0000-7000-8000-000000000001';
    expect(render(`![План](/api/images/${id})`)).toContain(
      `<chat-picture data-image="${id}" aria-label="План">`,
    );
    for (const address of [
      `//evil.example/api/images/${id}`,
      `/api/images/${id}/../../x`,
      `/api/images/${id}?x`,
    ])
      expect(render(`![План](${address})`)).not.toContain('chat-picture');
  });

  it('does not leave the attribute of a link', () => {
    expect(render('[x](https://a.example/"onmouseover="alert(1))')).not.toMatch(/"\s*onmouseover/);
  });
});

it('makes references into buttons with a name', () => {
  expect(render('45 шт. [9CXH-MNAX-4JL]')).toContain(
    '<button type="button" class="cite" data-block="9CXH-MNAX-4JL" aria-label="Открыть 9CXH-MNAX-4JL">9CXH-MNAX-4JL</button>',
  );
  expect(render('[D2:9CXH-MNAX-4JL]')).toContain('data-block="9CXH-MNAX-4JL"');
  expect(render('видно на [P3] и [Р4]')).toContain(
    '>рис. 3</button> и <button type="button" class="cite" data-block="P4"',
  );
  expect(render('[0B6C2F1A-1111-2222]')).not.toContain('<button');
});

it('keeps references inside code as they are', () => {
  expect(render('`[9CXH-MNAX-4JL]`')).toContain('<code>[9CXH-MNAX-4JL]</code>');
});

it('keeps line breaks and indices of recognised drawings', () => {
  expect(render('| м<sup>2</sup> |\n|---|\n| 1<br/>2 |')).toMatch(/м<sup>2<\/sup>[\s\S]*1<br>2/);
});

it('puts numbers and their titles to the right, and does not break marks', () => {
  const html = render('| Марка | Кол. |\n|---|---|\n| А4-14 | 42 |\n| **Итого** | **1 400,5** |');
  expect(html).toContain('<th scope="col" class="number">Кол.</th>');
  expect(html).toContain('<td class="whole">А4-14</td>');
  expect(html).toContain('<td class="number"><strong>1 400,5</strong></td>');
});
