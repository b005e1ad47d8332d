import { describe, expect, test } from 'vitest';
import { block, check, marked } from './testing/check.ts';

const LINTELS = block(
  '7UYT-6UPD-JMK',
  `Спецификация перемычек 7-го этажа на отм. +22,200

| Марка | Эскиз | Длина, мм | Масса ед., кг | Количество, шт | Примечание |
|---|---|---|---|---|---|
| А3-13* | | 1300 | 6,763 | 3 | |
| А3-16* | | 1600 | 8,215 | 1 | на два проёма |
| B4-14 | | 1440 | 10,138 | 42 | |
| Ор-18 | | 3140 | 26,633 | 2 | низ -1590 |`,
  { page: 9, sheet: '5.1', sheetTitle: 'Кладочный план 7-го этажа' },
);

const NOTES = block(
  '6FX9-Y7PM-UJJ',
  `1. Общие указания см. лист 1 данного комплекта.
2. Глубина опирания перемычек составляет 200 мм. В случае, когда расстояние между проёмами составляет 500 мм, перемычки сварить.
3. Блоки по ГОСТ 31360-2007, заменено по письму от 02.09.2025 № 01\\02-5721.`,
  { page: 17, sheet: '12' },
);

const CODE = `[${LINTELS.code}]`;

describe('claims of a sentence', () => {
  test('are found in the row of the mark', () => {
    const answer = `Перемычка А3-13*: длина 1300 мм, масса 6,763 кг, 3 шт. ${CODE}`;
    expect(marked(check(answer, [LINTELS]))).toEqual(['+А3-13*', '+1300', '+6,763', '+3']);
  });

  test('carry offsets, kind and the citation that proves them', () => {
    const answer = `Длина А3-13* — 1300 мм ${CODE}.`;
    const { claims, coverage } = check(answer, [LINTELS]);
    expect(claims.map(({ start, end }) => answer.slice(start, end))).toEqual(['А3-13*', '1300']);
    expect(claims.map(({ kind, citation }) => [kind, citation])).toEqual([
      ['mark', 1],
      ['number', 1],
    ]);
    expect(coverage).toBe(1);
  });

  test('of another row of the same table are caught, with what stands there instead', () => {
    const { claims, notConfirmed } = check(`А3-13* имеет длину 1600 мм ${CODE}`, [LINTELS]);
    expect(notConfirmed).toBe(1);
    expect(claims[1]?.note).toContain('1300');
  });

  test('of another column of the row are caught', () => {
    expect(marked(check(`А3-16*: длина 1600 мм, количество 2 шт. ${CODE}`, [LINTELS]))).toContain('-2');
  });

  test('do not count digits inside a longer number', () => {
    expect(marked(check(`Длина А3-13* 130 мм ${CODE}`, [LINTELS]))).toContain('-130');
  });

  test('without any citation are not confirmed', () => {
    const { claims } = check('Длина А3-13* 1300 мм.', [LINTELS]);
    expect(claims.map(({ status }) => status)).toEqual(['not_confirmed', 'not_confirmed']);
    expect(claims[0]?.note).toContain('нет ссылки');
  });

  test('an answer without claims is covered', () => {
    expect(check('В документе этого нет.', [])).toMatchObject({ claims: [], coverage: 1 });
  });
});

describe('numbers', () => {
  test.each([
    ['A4-1 | 606,95', '606.95 м³'],
    ['A4-1 | 31 431', '31431 м³'],
    ['A4-1 | 31431', '31 431 м³'],
    ['A4-1 | 747,0', '747 м³'],
    ['A4-1 | 15-20', '15–20 м³'],
    ['A4-1 | 0,53...3,64', '0,53…3,64 м³'],
  ])('«%s» says %s', (row, told) => {
    const source = block('AAAA-BBBB-CCC', `| Марка | Объём, м3 |\n|---|---|\n| ${row} |`);
    expect(check(`У А4-1 ${told} [AAAA-BBBB-CCC]`, [source]).notConfirmed).toBe(0);
  });

  test('sizes are both sides, whatever the sign between', () => {
    const source = block('AAAA-BBBB-CCC', '| Поз. | Ширина | Высота |\n|---|---|---|\n| Ор-1 | 645 | 3220 |');
    expect(marked(check('Ор-1: 645×3220 мм [AAAA-BBBB-CCC]', [source]))).toEqual(['+Ор-1', '+645×3220']);
    expect(marked(check('Ор-1: 645х3320 мм [AAAA-BBBB-CCC]', [source]))).toContain('-645х3320');
  });

  test('a sign counts', () => {
    expect(marked(check(`Ор-18: низ −1590 мм ${CODE}`, [LINTELS]))).toContain('+−1590');
    expect(marked(check(`Ор-18: низ +1590 мм ${CODE}`, [LINTELS]))).toContain('-+1590');
  });

  test('a unit of another dimension is not the same quantity, another unit of the same one is', () => {
    expect(marked(check(`А3-13*: длина 1,3 м ${CODE}`, [LINTELS]))).toContain('+1,3');
    const source = block('AAAA-BBBB-CCC', 'Высота ограждения кровли 1,2 м.');
    expect(marked(check('Масса ограждения кровли 1,2 кг [AAAA-BBBB-CCC]', [source]))).toContain('-1,2');
  });

  test('a number in words says it of the same thing', () => {
    const source = block('AAAA-BBBB-CCC', 'Перемычка рассчитана на четыре проёма.');
    expect(marked(check('Перемычка на 4 проёма [AAAA-BBBB-CCC]', [source]))).toEqual(['+4']);
    expect(marked(check('Перемычка на 5 проёмов [AAAA-BBBB-CCC]', [source]))).toEqual(['-5']);
  });

  test('a sentence of prose is chosen by its words', () => {
    const [code] = [`[${NOTES.code}]`];
    expect(marked(check(`Глубина опирания перемычек 200 мм ${code}`, [NOTES]))).toEqual(['+200']);
    expect(marked(check(`Глубина опирания перемычек 500 мм ${code}`, [NOTES]))).toEqual(['-500']);
  });
});

describe('what is computed', () => {
  const source = block(
    'AAAA-BBBB-CCC',
    '| Дом | А4-14, шт |\n|---|---|\n| Жилой дом | 42 |\n| Строение 1 | 3 |\n| Строение 2 | 44 |',
  );
  const told = (text: string) => marked(check(`${text} [AAAA-BBBB-CCC]`, [source]));

  test('is confirmed with its addends', () => {
    expect(told('42 шт. + 3 шт. = 45 шт.').at(-1)).toBe('+45');
    expect(told('42 + 3 = 45').at(-1)).toBe('+45');
    expect(told('44 − 42 = 2').at(-1)).toBe('+2');
  });

  test('is confirmed with its result first', () => {
    expect(told('45 шт. = 42 + 3')).toEqual(['+45', '+42', '+3']);
    expect(told('46 шт. = 42 + 3')[0]).toBe('-46');
    expect(told('44 шт. = 42 + 3')[0]).toBe('-44');
    expect(told('45 шт. = 41 + 4')[0]).toBe('-45');
  });

  test('is caught when wrong, also where the number itself stands in the text', () => {
    expect(told('42 + 3 = 44').at(-1)).toBe('-44');
  });

  test('is as good as its addends', () => {
    expect(told('41 + 3 = 44').at(-1)).toBe('-44');
  });

  test('a total of the numbers named is confirmed', () => {
    expect(told('Жилой дом — 42 шт., Строение 1 — 3 шт.; всего 45 шт.').at(-1)).toBe('+45');
    expect(told('Жилой дом — 42 шт., Строение 1 — 3 шт.; всего 46 шт.').at(-1)).toBe('-46');
  });
});

describe('marks', () => {
  test('are the same in look-alike letters', () => {
    expect(marked(check(`Перемычка В4-14 есть ${CODE}`, [LINTELS]))).toEqual(['+В4-14']);
  });

  test.each(['А3-13', 'А3-1', 'В4-14*', 'А3-131'])('%s is another mark', (mark) => {
    expect(check(`Перемычка ${mark} есть ${CODE}`, [LINTELS]).notConfirmed).toBe(1);
  });

  test('a slip of recognition is told, not taken', () => {
    const { claims } = check(`Перемычка Б4-14 есть ${CODE}`, [LINTELS]);
    expect(claims[0]).toMatchObject({ status: 'not_confirmed' });
    expect(claims[0]?.note).toContain('распознавания');
  });

  test('asked for and absent, they are no claim where the answer says so, and one where a source about others is cited', () => {
    const source = block('AAAA-BBBB-CCC', 'Стояк системы В2 проходит в осях 1-2.');
    const question = 'Где проходит стояк системы В21?';
    expect(check('Система В21 в документе не встречается.', [source], { question }).claims).toEqual([]);
    const { claims } = check('Стояк системы В21 проходит в осях 1-2 [AAAA-BBBB-CCC].', [source], {
      question,
    });
    expect(claims.find(({ text }) => text === 'В21')?.status).toBe('not_confirmed');
  });
});

describe('dates, references, sheets, pages and blocks', () => {
  const told = (text: string) => marked(check(`${text} [${NOTES.code}]`, [NOTES]));

  test('dates in figures and in words', () => {
    expect(told('Письмо от 2 сентября 2025 г.')).toEqual(['+2 сентября 2025 г.']);
    expect(told('Письмо от 03.09.2025')).toEqual(['-03.09.2025']);
  });

  test('standards with their year, numbers of letters', () => {
    expect(told('Блоки по ГОСТ 31360-2007')).toEqual(['+ГОСТ 31360-2007']);
    expect(told('Блоки по ГОСТ 31360-2024')).toEqual(['-ГОСТ 31360-2024']);
    expect(told('По письму № 01\\02-5721')).toEqual(['+01\\02-5721']);
    expect(told('По письму № 01\\02-5712')).toEqual(['-01\\02-5712']);
  });

  test('the sheet and the page are those of the cited block', () => {
    expect(marked(check(`Лист 5.1, стр. 9 ${CODE}`, [LINTELS]))).toEqual(['+5.1', '+9']);
    expect(marked(check(`Лист 5.2, стр. 8 ${CODE}`, [LINTELS]))).toEqual(['-5.2', '-8']);
  });

  test('a block named in words is one that is cited', () => {
    expect(marked(check(`План — блок 7UYT-6UPD-JMK ${CODE}`, [LINTELS]))).toEqual(['+7UYT-6UPD-JMK']);
    expect(marked(check(`План — блок 7UYT-6UPD-JMX ${CODE}`, [LINTELS]))).toEqual(['-7UYT-6UPD-JMX']);
  });

  test('an article of a law', () => {
    const law = block('AAAA-BBBB-CCC', 'В соответствии со ст. 15 п. 2 закона № 384-ФЗ.');
    expect(marked(check('По статье 15 закона № 384-ФЗ [AAAA-BBBB-CCC]', [law]))).toEqual([
      '+15',
      '+№ 384-ФЗ',
    ]);
    expect(marked(check('По статье 16 закона № 384-ФЗ [AAAA-BBBB-CCC]', [law]))).toContain('-16');
  });
});

describe('which citation stands for what', () => {
  test('the last one of a paragraph covers its sentences', () => {
    const answer = `Перемычка А3-13* стоит на этаже. Её длина 1300 мм. Масса 6,763 кг. ${CODE}`;
    expect(check(answer, [LINTELS])).toMatchObject({ confirmed: 3, notConfirmed: 0 });
  });

  test('an introduction names what its items are of', () => {
    const answer = (length: number) => `Перемычка А3-13* ${CODE}:\n\n- длина ${length} мм\n- масса 6,763 кг`;
    expect(check(answer(1300), [LINTELS]).notConfirmed).toBe(0);
    expect(marked(check(answer(1600), [LINTELS]))).toContain('-1600');
  });

  test('a line under a table covers its rows, whose columns are named above', () => {
    const rows = (mass: string) =>
      `| Марка | Длина, мм | Масса, кг |\n|---|---|---|\n| А3-13* | 1300 | ${mass} |\n| А3-16* | 1600 | 8,215 |\n\nИсточник: ${CODE}`;
    expect(check(rows('6,763'), [LINTELS])).toMatchObject({ confirmed: 6, notConfirmed: 0 });
    expect(marked(check(rows('10,138'), [LINTELS]))).toContain('-10,138');
  });

  test('abbreviations and decimals end no sentence; numbering is no claim', () => {
    const answer = `## 2. Итог\n\n1. На стр. 9 у А3-13* 3 шт. длиной 1300 мм и т. д. ${CODE}`;
    expect(marked(check(answer, [LINTELS]))).toEqual(['+9', '+А3-13*', '+3', '+1300']);
  });
});

describe('pictures', () => {
  const picture = (text: string) => ({ id: 'P1', text, page: 9, sheet: '5.1', label: 'План' });

  test('show what the text does not say', () => {
    const { claims, pictureOnly, coverage } = check('Ширина ворот 4500 мм [P1].', [], {
      pictures: [picture('4500')],
    });
    expect(claims[0]).toMatchObject({ status: 'picture_only', citation: 1 });
    expect([pictureOnly, coverage]).toEqual([1, 1]);
  });

  test('a scan can neither prove nor refute', () => {
    expect(check('Ширина ворот 4500 мм [P1].', [], { pictures: [picture('')] }).pictureOnly).toBe(1);
  });

  test('with other text inside they refute a measure, not a count', () => {
    const pictures = [picture('Ворота 4400 В-1')];
    expect(marked(check('Ширина ворот 4500 мм [P1]. На плане 7 дверей [P1].', [], { pictures }))).toEqual([
      '-4500',
      '~7',
    ]);
  });

  test('that disagree with the text about a mark are reported with both', () => {
    const answer = `А3-16*: длина 1600 мм ${CODE} [P1].`;
    const { conflicts } = check(answer, [LINTELS], {
      pictures: [picture('А3-16* 1500 8,215 1\nА3-13* 1300 6,763 3')],
    });
    expect(conflicts).toHaveLength(1);
    expect(conflicts[0]).toMatchObject({ citations: [1, 2] });
    expect(conflicts[0]?.message).toMatch(/1600.*1500/u);
  });

  test('that agree are no conflict', () => {
    const pictures = [picture('А3-16* 1600 8,215 1')];
    expect(check(`А3-16*: 1600 мм ${CODE} [P1].`, [LINTELS], { pictures }).conflicts).toEqual([]);
  });
});

describe('what the question names', () => {
  test('is no claim when only repeated', () => {
    const question = 'Что изменено на листе 12 по изменению 7.1?';
    const source = block('AAAA-BBBB-CCC', 'Уточнены объёмы подшивки П-2.');
    expect(
      marked(check('По изменению 7.1 уточнены объёмы П-2 [AAAA-BBBB-CCC].', [source], { question })),
    ).toEqual(['+П-2']);
  });

  test('names the row that a short answer is about', () => {
    const question = 'Какой длины перемычка А3-13*?';
    expect(marked(check(`1300 мм ${CODE}`, [LINTELS], { question }))).toEqual(['+1300']);
    expect(marked(check(`1600 мм ${CODE}`, [LINTELS], { question }))).toEqual(['-1600']);
  });
});
