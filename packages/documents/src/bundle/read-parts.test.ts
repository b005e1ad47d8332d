import { describe, expect, it } from 'vitest';
import type { PartKind } from './merge-sources.ts';
import { readParts } from './read-parts.ts';
import { createReporter } from './report.ts';

function read(files: Partial<Record<PartKind, unknown>>) {
  const texts = Object.entries(files).map(([kind, content]) => ({
    file: `X_${kind}`,
    kind: kind as PartKind,
    text: typeof content === 'string' ? content : JSON.stringify(content, null, 1),
    reporter: createReporter(`X_${kind}`),
  }));
  const model = readParts(texts, 'X');
  return { model, report: texts.flatMap(({ reporter }) => reporter.entries()) };
}

const PAGE = { width: 2481, height: 3508 };
const frame = (id: string, index: number, more: object = {}) => ({
  id,
  page_index: index,
  coords_px: [100, 200, 300, 400],
  coords_norm: [0.1, 0.2, 0.3, 0.4],
  block_type: 'text',
  shape_type: 'rectangle',
  ocr_text: null,
  ...more,
});
const annotation = {
  pdf_path: 'C:\\x\\7-25-АР1.pdf',
  pages: [
    { page_number: 0, ...PAGE, blocks: [] },
    {
      page_number: 1,
      ...PAGE,
      blocks: [
        frame('AAAA-CCCC-DDD', 1, { linked_block_id: 'AAAA-CCCC-EEE', group_name: 'разрез 4-4' }),
        frame('AAAA-CCCC-EEE', 1, {
          block_type: 'image',
          category_code: 'stamp',
          polygon_points: [
            [100, 200],
            [300, 200],
            [200, 400],
          ],
        }),
      ],
    },
    { page_number: 2, ...PAGE, blocks: [] },
  ],
};
const stamp = {
  document_code: '7/25-АР1',
  project_name: 'Школа',
  sheet_name: 'План',
  stage: 'П',
  sheet_number: '5.1',
  total_sheets: '12',
  organization: 'БЮРО',
  signatures: [{ role: 'ГИП', surname: 'Иванов', date: '01.02.26' }],
  revisions: [{ change_num: '2', doc_num: '5-26', date: null }],
};
const result = {
  pdf_path: 'document.pdf',
  pages: [
    {
      page_number: 1,
      width: 2480,
      height: 3507,
      blocks: [
        frame('AAAA-CCCC-DDD', 1, {
          ocr_html: '</p><p>BLOCK: AAAA-ССCC-DDD</p>\n<p>Общие данные</p>',
          ocr_meta: { method: ['fuzzy'], match_score: 71.5 },
          prompt: { system: 'Эксперт по анализу' },
        }),
        frame('AAAA-CCCC-EEE', 1, {
          block_type: 'image',
          hint: 'скважина 2',
          ocr_text: '```json\n{"content_summary": "Штамп"}\n```',
          ocr_json: { analysis: { content_summary: 'Основная надпись', clean_ocr_text: 'Лист 5.1' } },
          pdfplumber_text: 'Лист 5.1\nИзм. 2',
          crop_url: 'https://files.example/crops/AAAA-CCCC-EEE.pdf',
          stamp_data: stamp,
        }),
      ],
    },
  ],
};

describe('annotation.json', () => {
  it('alone gives pages, frames, groups, links and polygons', () => {
    const { model, report } = read({ annotation });
    expect(model?.title).toBe('7-25-АР1.pdf');
    expect(model?.pages.map(({ number, size }) => [number, size])).toEqual(
      [1, 2, 3].map((number) => [number, { width: 595.44, height: 841.92 }]),
    );
    expect(model?.blocks).toMatchObject([
      {
        code: 'AAAA-CCCC-DDD',
        page: 2,
        bbox: [0.1, 0.2, 0.3, 0.4],
        group: 'разрез 4-4',
        linkedCode: 'AAAA-CCCC-EEE',
        flags: ['empty_twin'],
      },
      {
        code: 'AAAA-CCCC-EEE',
        kind: 'image',
        category: 'stamp',
        linkedCode: 'AAAA-CCCC-DDD',
        flags: ['empty'],
      },
    ]);
    const polygon = model?.blocks[1]?.polygon?.flat().map((part) => Math.round(part * 1000) / 1000);
    expect(polygon).toEqual([0.1, 0.2, 0.3, 0.2, 0.2, 0.4]);
    expect(report.map(({ code }) => code)).toEqual(['empty_twin', 'empty_block']);
  });

  it('of the first program counts from 1, with texts between comments', () => {
    const [one, two] = ['550e8400-e29b-41d4-a716-446655440000', '550e8400-e29b-41d4-a716-446655440001'];
    const { model } = read({
      annotation: { pages: [{ page_number: 1, ...PAGE, blocks: [frame(one, 1), frame(two, 1)] }] },
      prepared: `# Раздел ОВ\n\nобщее\n\n<!-- BLOCK_ID: ${one} -->\nАОВ8\n<!-- END_BLOCK -->\n<!-- BLOCK_ID: ${two} -->\nП1\n<!-- END_BLOCK -->`,
    });
    expect(
      model?.blocks.map(({ code, page, text, bbox }) => [code.length, page, text, bbox !== null]),
    ).toEqual([
      [13, 1, '# Раздел ОВ\n\nобщее', false],
      [36, 1, 'АОВ8', true],
      [36, 1, 'П1', true],
    ]);
  });

  it.each([
    '{"pages": [',
    '[]',
    '{"pages": 5}',
    'null',
    '{"pages": [null, 5, {"blocks": [null, {"id": 7}]}]}',
  ])('survives %s', (text) => {
    const { model, report } = read({ annotation: text });
    expect(model !== null || report.some(({ severity }) => severity === 'error')).toBe(true);
    expect(report.length).toBeGreaterThan(0);
  });

  it('takes coordinates from coords_norm only', () => {
    const { model, report } = read({
      annotation: {
        pages: [{ page_number: 0, ...PAGE, blocks: [{ ...frame('AAAA-CCCC-DDD', 0), coords_norm: null }] }],
      },
    });
    expect(model?.blocks[0]?.bbox).toBeNull();
    expect(report.map(({ code }) => code)).toContain('block_without_box');
  });
});

describe('several files of one document', () => {
  it('takes frames from the annotation and texts, stamps and crops from the result', () => {
    const { model } = read({ annotation, result });
    expect(model?.pages).toHaveLength(3);
    expect(model?.pages[1]).toMatchObject({
      number: 2,
      sheet: '5.1',
      size: { width: 595.44 },
      stamp: { total: 12, revision: '2' },
    });
    expect(model?.pages[1]?.stamp?.signatures).toEqual([{ role: 'ГИП', name: 'Иванов', date: '01.02.26' }]);
    expect(model?.stamp).toEqual({ cipher: '7/25-АР1', stage: 'П', object: 'Школа', organisation: 'БЮРО' });
    expect(model?.sheets).toEqual([{ number: '5.1', total: 12, title: 'План', page: 2 }]);
    const [text, image] = model?.blocks ?? [];
    expect(text).toMatchObject({ text: 'Общие данные', confidence: 0.715, flags: ['low_confidence'] });
    expect(image?.text).toBe(
      '**[ИЗОБРАЖЕНИЕ]**\n\n**Краткое описание:** Основная надпись\n\n**Текст на чертеже:** Лист 5.1\n\n**Подсказка:** скважина 2\n\n**Текст из PDF:**\nЛист 5.1\nИзм. 2',
    );
    expect(image?.cropUrl).toBe('https://files.example/crops/AAAA-CCCC-EEE.pdf');
    expect(JSON.stringify(model)).not.toContain('Эксперт');
  });

  it('takes the text of document.md, adds what it has not, and tells where they differ', () => {
    const document =
      '# Т\n## СТРАНИЦА 2\n### BLOCK [TEXT]: AAAA-CCCC-DDD\nиз документа\n### BLOCK [TEXT]: AAAA-CCCC-EEE\n### BLOCK [TEXT]: AAAA-CCCC-FFF\nещё';
    const moved = structuredClone(result);
    const [block] = moved.pages[0]?.blocks ?? [];
    if (block !== undefined) block.coords_norm = [0.5, 0.5, 0.6, 0.6];
    moved.pages[0]?.blocks.push(frame('AAAA-CCCC-GGG', 1, { ocr_text: 'только здесь' }));
    const { model, report } = read({ document, annotation, result: moved });
    expect(model?.blocks.map(({ code, kind, text }) => [code, kind, text.slice(0, 12)])).toEqual([
      ['AAAA-CCCC-DDD', 'text', 'из документа'],
      ['AAAA-CCCC-EEE', 'text', '**[ИЗОБРАЖЕН'],
      ['AAAA-CCCC-FFF', 'text', 'ещё'],
      ['AAAA-CCCC-GGG', 'text', 'только здесь'],
    ]);
    expect(model?.blocks[0]?.bbox).toEqual([0.1, 0.2, 0.3, 0.4]);
    expect(report.map(({ file, code }) => `${file} ${code}`)).toEqual([
      'X_document low_confidence',
      'X_annotation kind_mismatch',
      'X_annotation blocks_missing',
      'X_result kind_mismatch',
      'X_result blocks_added',
      'X_result blocks_missing',
      'X_result frame_mismatch',
    ]);
  });

  it('completes ids and proves pages between files', () => {
    const html =
      '<body><div class="block block-type-text"><div class="block-header">Блок #1 (стр. 5) | Тип: text | ID: AAAA-CCC...</div><div class="block-content"><p>BLOCK: AAAA-CCCC-DDD</p><p>из HTML</p></div></div></body>';
    const { pages } = structuredClone(result);
    const { model } = read({
      ocr_html: html,
      result: { pages: pages.map((page) => ({ ...page, page_number: 4 })) },
    });
    expect(model?.blocks.map(({ page }) => page)).toEqual([5, 5]);
  });

  it('makes a list of pictures out of a lone index', () => {
    const { model } = read({
      blocks: {
        blocks: [{ id: 'AAAA-CCCC-EEE', page_index: 3, block_type: 'image', crop_url: 'crops/x.pdf' }],
      },
    });
    expect(model?.blocks).toMatchObject([
      { code: 'AAAA-CCCC-EEE', kind: 'image', page: 4, cropUrl: 'crops/x.pdf' },
    ]);
  });
});

describe('prepared Markdown', () => {
  const picture = (page: number, id: string, summary: string, wrap = true) => {
    const flat = { location: { grid_lines: '1-8/А-Ж', zone_name: 'План' }, content_summary: summary };
    return `\`\`\`json\n${JSON.stringify({ doc_metadata: { page }, image: { uri: `https://x/crops/${id}.pdf` }, raw_pdfplumber_text: 'ДВ-1', analysis: wrap ? { analysis: flat } : flat }, null, 2)}\n\`\`\``;
  };
  const text = `# БЮРО\n\nвведение\n\n${picture(6, '550e8400-e29b-41d4-a716-446655440000', 'План 1')}\n\n${picture(6, '550e8400-e29b-41d4-a716-446655440001', 'План 2', false)}\n\n## Лист\n\n| Марка | Кол. |\n|---|---|\n| ДВ-1 | 4 |\n\n${picture(7, '550e8400-e29b-41d4-a716-446655440002', 'План 3')}\n\nхвост`;

  it('names pictures by their crops and gives prose made codes', () => {
    const { model, report } = read({ prepared: text });
    expect(model?.blocks.map(({ code, kind, page }) => [code.length, kind, page])).toEqual([
      [13, 'text', 6],
      [36, 'image', 6],
      [36, 'image', 6],
      [13, 'text', 7],
      [36, 'image', 7],
      [13, 'text', 7],
    ]);
    expect(model?.blocks[1]?.text).toBe(
      '**[ИЗОБРАЖЕНИЕ]** | Тип: План | Оси: 1-8/А-Ж\n\n**Краткое описание:** План 1\n\n**Текст из PDF:**\nДВ-1',
    );
    expect(model?.blocks[3]?.tables[0]?.rows).toEqual([['ДВ-1', '4']]);
    expect(read({ prepared: text }).model).toEqual(model);
    expect(report.map(({ code }) => code)).toEqual(['pages_assumed']);
  });

  it('counts pages without pictures back by the title blocks of the text', () => {
    const sheet = (name: string, number: number) =>
      `## ${name}\n\n${'Слово за словом. '.repeat(60)}\n\n| Стадия | Лист | Листов |\n|---|---|---|\n| РД | ${number} | 15 |\n\n`;
    const { model } = read({
      prepared: `# Обложка\n\nтитул\n\n${sheet('Общие данные', 1)}${sheet('План', 2)}${picture(6, '550e8400-e29b-41d4-a716-446655440000', 'П')}`,
    });
    expect(model?.sheets).toEqual([
      { number: '1', total: 15, title: null, page: 5 },
      { number: '2', total: 15, title: null, page: 6 },
    ]);
    expect(model?.blocks.at(-1)?.sheet).toBe('2');
  });

  it('keeps a code when other parts of the text change', () => {
    const codes = (changed: string) => read({ prepared: changed }).model?.blocks.map(({ code }) => code);
    expect(codes(`${text}\n\nновое`)?.slice(0, 5)).toEqual(codes(text)?.slice(0, 5));
  });

  it('keeps JSON that it cannot read', () => {
    const { model, report } = read({ prepared: `${text}\n\n\`\`\`json\n{"analysis": сломано}\n\`\`\`\n` });
    expect(model?.blocks.some((block) => block.text.includes('сломано'))).toBe(true);
    expect(report.map(({ code }) => code)).toContain('broken_json_in_block');
  });
});
