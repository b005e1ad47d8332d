import { describe, expect, it } from 'vitest';
import { isOcrHtml, readOcrHtml } from './ocr-html.ts';
import { createReporter } from './report.ts';

const STAMP =
  '<b>Шифр:</b> 7/25-АР1 | <b>Стадия:</b> Р | <b>Лист:</b> 3 (из 12) | <b>Объект:</b> Школа | <b>Наименование:</b> План кровли | <b>Организация:</b> БЮРО';

const head =
  '<html><head><title>t</title></head><body><h1>Школа / 7-25-АР1.pdf</h1><p>Сгенерировано: 2026-01-05 21:12:12 UTC</p>';
const block = (kind: string, header: string, content: string) =>
  `<div class="block block-type-${kind}">\n<div class="block-header">${header}</div>\n<div class="block-content">\n${content}\n</div></div>\n`;

function read(html: string, codes: string[] = []) {
  const reporter = createReporter('A_ocr.html');
  return { source: readOcrHtml(html, reporter, codes), report: reporter.entries() };
}

describe('the new generation', () => {
  const html = `${head}
${block('text', 'Блок #1 (стр. 2) | Тип: text', `<p>BLOCK: AAAA-CCCC-DDD</p><p><b>Linked block:</b> AAAA-CCCC-EEE</p><p><b>Created:</b> 2026-01-04 13:45:57</p><div class="stamp-info">${STAMP}</div><h2>Общие\n данные</h2><table><tr><td>1</td><td>Слой</td></tr></table>`)}
${block('image', 'Блок #2 (стр. 3) | Тип: image', `<p>BLOCK: AAAA-CCCC-EEE</p><div class="stamp-info stamp-inherited">${STAMP.replace('3 (из 12)', '4')}</div><p><a href="https://files.example/crops/AAAA-CCCC-EEE.pdf"><b>Открыть</b></a></p><p><b>[ИЗОБРАЖЕНИЕ]</b> | Тип: Узел</p><p><b>Краткое описание:</b> Узел 16</p>`)}</body></html>`;

  it('reads the head, stamps, sheets, links and crops', () => {
    const { source, report } = read(html);
    expect(report).toEqual([]);
    expect(source).toMatchObject({ title: 'Школа / 7-25-АР1.pdf', generatedAt: '2026-01-05T21:12:12.000Z' });
    expect(source.blocks).toMatchObject([
      {
        code: 'AAAA-CCCC-DDD',
        kind: 'text',
        page: 2,
        line: 2,
        linkedCode: 'AAAA-CCCC-EEE',
        text: '## Общие данные\n\n| 1 | Слой |\n|---|---|',
      },
      {
        code: 'AAAA-CCCC-EEE',
        kind: 'image',
        page: 3,
        cropUrl: 'https://files.example/crops/AAAA-CCCC-EEE.pdf',
        text: '**[ИЗОБРАЖЕНИЕ]** | Тип: Узел\n\n**Краткое описание:** Узел 16',
      },
    ]);
    expect(source.sheets).toEqual([
      { number: '3', total: 12, title: 'План кровли', page: 2 },
      { number: '4', total: null, title: 'План кровли', page: 3 },
    ]);
    expect(source.pages.get(2)?.stamp).toMatchObject({
      cipher: '7/25-АР1',
      stage: 'Р',
      organisation: 'БЮРО',
    });
  });
});

describe('the old generation', () => {
  const short = (id: string) => `Блок #1 (стр. 2) | Тип: image | ID: ${id}`;

  it('takes the true id from the BLOCK line, and text behind stray tags', () => {
    const content = '<p>BLOCK: AAAA-CCCC-DDD</p>\n</p>\n<p>ОБЪЕКТ</p></div>\n </body>\n</html>';
    const { source } = read(
      head +
        block('text', short('AAAA-CCC...'), content) +
        block('text', short('X'), '<p>BLOCK: AAAA-CCCC-EEE</p><p>Второй</p>'),
    );
    expect(source.blocks.map(({ code, text }) => [code, text])).toEqual([
      ['AAAA-CCCC-DDD', 'ОБЪЕКТ'],
      ['AAAA-CCCC-EEE', 'Второй'],
    ]);
  });

  it('completes a cut id from the crop or from other files, or says that it cannot', () => {
    const html =
      head +
      block('image', short('AAAA-CCC...'), '<p>без кода</p>') +
      block('image', short('EEEE-CCC...'), '<a href="x/crops/EEEE-CCCC-DDD.png">x</a>') +
      block('image', short('FFFF-CCC...'), '<p>ещё</p>');
    const { source, report } = read(html, ['AAAA-CCCC-DDD', 'HHHH-CCCC-DDD']);
    expect(source.blocks.map(({ code }) => code)).toEqual(['AAAA-CCCC-DDD', 'EEEE-CCCC-DDD', null]);
    expect(report.map(({ code }) => code)).toEqual(['block_without_id']);
  });

  it('drops the marker that recognition read off the page', () => {
    const inner =
      '<p>BLOCK: AAAA-CCCC-DDD</p><!DOCTYPE html><html><head><meta charset="utf-8"/></head><body><p>BLOCK: AAAA-ССCC-DDD</p><p>Текст</p></body></html>';
    expect(read(head + block('text', short('A'), inner)).source.blocks[0]?.text).toBe('Текст');
  });

  const analysis = {
    location: { zone_name: 'Узел', grid_lines: 'Не определены' },
    content_summary: 'Узел 5',
    key_entities: ['У-5'],
  };
  const described = '**[ИЗОБРАЖЕНИЕ]** | Тип: Узел\n\n**Краткое описание:** Узел 5\n\n**Сущности:** У-5';
  const stamp = {
    document_code: '7/25',
    sheet_number: '5.1',
    total_sheets: '12',
    signatures: [{ role: 'ГИП', surname: 'Иванов', date: null }],
  };
  const encoded = (value: unknown) => JSON.stringify(value, null, 2).replaceAll('"', '&quot;');

  it.each([
    ['flat', `<pre>${encoded(analysis)}</pre>`, described],
    ['wrapped', `<pre>${encoded({ analysis })}</pre>`, described],
    ['fenced', `<pre>\`\`\`json\n${encoded({ analysis: { analysis } })}\n\`\`\`</pre>`, described],
    ['with stray tags', `<pre>${encoded(analysis)}</p></div></body></html></pre>`, described],
    ['two objects', `<pre>${encoded(analysis)}\n${encoded(analysis)}</pre>`, `${described}\n\n${described}`],
  ])('reads a picture described in JSON: %s', (_, content, text) => {
    const { source, report } = read(
      head + block('image', short('A'), `<p>BLOCK: AAAA-CCCC-DDD</p>${content}`),
    );
    expect(source.blocks[0]?.text).toBe(text);
    expect(report).toEqual([]);
  });

  it('reads a stamp in JSON as the stamp of the page', () => {
    const { source } = read(
      head + block('image', short('A'), `<p>BLOCK: AAAA-CCCC-DDD</p><pre>${encoded(stamp)}</pre>`),
    );
    expect(source.pages.get(2)?.stamp).toMatchObject({
      cipher: '7/25',
      sheet: '5.1',
      total: 12,
      signatures: [{ role: 'ГИП', name: 'Иванов', date: null }],
    });
    expect(source.blocks[0]?.text).toContain('**Лист:** 5.1');
    expect(source.sheets).toMatchObject([{ number: '5.1', total: 12, page: 2 }]);
  });

  it('saves what it can of broken JSON', () => {
    const { source } = read(head + block('image', short('A'), '<pre>{"content_summary": "План 2 эта</pre>'));
    expect(source.blocks[0]?.text).toContain('План 2 эта');
  });
});

it('is not taken for any page with blocks', () => {
  expect(isOcrHtml('<div class="block block-header">Новости</div>')).toBe(false);
  expect(isOcrHtml(head + block('text', 'Блок #1 (стр. 2)', ''))).toBe(true);
});
