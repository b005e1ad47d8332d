import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PageWord } from '../pdf/page-content.ts';
import { judgeTextLayer, type TextLayerHints } from './judge-text-layer.ts';

const RUSSIAN = `Настоящий раздел проекта разработан на основании технического задания заказчика и устанавливает требования к производству
строительных работ. Кладку наружных стен следует выполнять из газобетонных блоков на клеевом растворе. При производстве работ должны
соблюдаться требования безопасности труда. Перемычки над проемами приняты сборными железобетонными. Расход материалов указан в таблице,
масса изделий определена расчетом. Отступления от проекта допускаются только по согласованию с проектной организацией.`;
const ENGLISH = `The contractor shall verify all dimensions on site before any work is started and shall report discrepancies to the engineer.
All concrete works are to be carried out in accordance with the specification. Reinforcement must be kept clean and free from rust.`;
const GERMAN = `Die Ausführung der Arbeiten erfolgt nach den geltenden Vorschriften für Stahlbetonbauteile. Sämtliche Maße sind vor Beginn der
Arbeiten auf der Baustelle zu überprüfen, Abweichungen müssen unverzüglich der örtlichen Bauleitung mitgeteilt werden.`;
const FRENCH = `Les travaux créés par l'entreprise doivent être exécutés conformément aux règles de l'art. Les côtes indiquées sur les plans
sont à vérifier avant le début des travaux, et toute différence doit être signalée à l'ingénieur chargé de la réalisation.`;
const UKRAINIAN = `Роботи виконувати відповідно до вимог чинних будівельних норм і правил. Усі розміри уточнити за місцем перед початком
виготовлення конструкцій. Гідравлічна система літака складається з трьох незалежних підсистем.`;

/** Words of a text set in lines of 90 letters; widths and gaps as in print. */
function typeset(text: string, { gap = 0.5 } = {}): PageWord[] {
  const letter = 0.01;
  const words: PageWord[] = [];
  let x = 0;
  let run = 0;
  for (const word of text.split(/\s+/)) {
    const width = word.length * letter;
    if (x > 0 && x + width > 0.9) {
      x = 0;
      run += 1;
    }
    words.push({ text: word, bbox: [x, run * 0.02, x + width, run * 0.02 + 0.015], size: 12, angle: 0, run });
    x += width + gap * letter;
  }
  return words;
}

/** Pieces of one line with the gaps between them, in letters. */
function line(pieces: readonly (string | number)[]): PageWord[] {
  const words: PageWord[] = [];
  let x = 0;
  for (const piece of pieces) {
    if (typeof piece === 'number') x += piece * 0.01;
    else {
      words.push({ text: piece, bbox: [x, 0, x + piece.length * 0.01, 0.015], size: 12, angle: 0, run: 0 });
      x += piece.length * 0.01;
    }
  }
  return words;
}

const textOf = (words: readonly PageWord[]) => words.map(({ text }) => text).join(' ');
const plain = (text: string) => text.split(/\s+/).join(' ');
const judge = (text: string, hints?: TextLayerHints) => judgeTextLayer(typeset(text), hints);

/** Letters as a wrong reader shows the bytes of another encoding. */
function misread(text: string, written: string, read: string): string {
  const bytes = new Map<string, number>();
  const writer = new TextDecoder(written);
  for (let byte = 0x80; byte < 0x100; byte += 1) bytes.set(writer.decode(Uint8Array.of(byte)), byte);
  const reader = new TextDecoder(read);
  return Array.from(text, (letter) =>
    letter < '\u0080' ? letter : reader.decode(Uint8Array.of(bytes.get(letter) ?? 0x3f)),
  ).join('');
}

describe('judgeTextLayer leaves alone', () => {
  it.each([
    ['Russian', RUSSIAN],
    ['English', ENGLISH],
    ['German', GERMAN],
    ['French', FRENCH],
    ['Ukrainian', UKRAINIAN],
    ['capitals', RUSSIAN.toUpperCase()],
    [
      'code',
      'readRDS colSums is.na chol2inv getElementById curlGetHeaders browserText assignOps data.frame lowerLimit',
    ],
    [
      'marks',
      'В2 В4-14* А-12 ЗД-2 БМЦ-2 ПБ3.1-12 R47 C10 PC13-ENET 100nF/10V/10% GND VCC +3.3V П/1 КР580ВM80A ОП-4',
    ],
    ['numbers', '12,5 0,45 1 000 2 350 7,1 +3.300 -0.150 100x200 1:50 2024 05 746,3 747,0 12 13 14 15 16 17'],
    ['a tiny page', 'Лист 5'],
    ['a Latin name', 'Müller & Söhne'],
  ])('%s', (_, text) => {
    const words = typeset(text);
    expect(judgeTextLayer(words)).toEqual({ quality: 'good', words, reasons: [] });
    expect(judgeTextLayer(words).words).toBe(words);
    expect(judgeTextLayer(words, { imageCover: 1 }).quality).toBe('good');
  });

  it('axes, columns of figures and pins of a chip, however close', () => {
    for (const row of [
      ['А', 3, 'Б', 3, 'В', 3, 'Г', 3, 'Д', 3, 'Е'],
      ['А', 0.3, 'Б', 0.3, 'В', 0.3, 'Г', 0.3, 'Д', 0.3, 'Е'],
      ['47', 0.3, '46', 0.3, '45', 0.3, '44'],
      ['1', 0.3, '000', 0.3, '000'],
      ['1', 0.2, '2', 0.2, '3', 0.2, '4'],
    ]) {
      expect(textOf(judgeTextLayer(line(row)).words)).toBe(textOf(line(row)));
    }
  });

  it('a page without letters as none', () => {
    expect(judgeTextLayer([])).toEqual({ quality: 'none', words: [], reasons: [] });
    expect(judge('— … – . ,').quality).toBe('none');
  });
});

describe('judgeTextLayer puts right', () => {
  it.each([
    ['windows-1251', 'windows-1252'],
    ['windows-1251', 'macintosh'],
    ['koi8-r', 'windows-1252'],
    ['koi8-r', 'windows-1251'],
    ['x-mac-cyrillic', 'windows-1252'],
    ['iso-8859-5', 'windows-1252'],
    ['windows-1251', 'koi8-r'],
  ])('%s read as %s', (written, read) => {
    // Macintosh has a space where Windows has a capital К: nothing tells them apart.
    const text = RUSSIAN.replace('Кладку', 'Затем кладку');
    const judged = judge(misread(text, written, read));
    expect(judged).toMatchObject({ quality: 'repaired', reasons: ['wrong_encoding'] });
    expect(textOf(judged.words)).toBe(plain(text));
  });

  it('CP1251 read as Latin-1, with Latin and numbers among it', () => {
    const judged = judge('Âåðñèÿ 4.12 LaTeX: ïðîãðàììà dvips è âñå ôàéëû (\\include{ôàéë}), ¹ 5, 5×5');
    expect(textOf(judged.words)).toBe(
      'Версия 4.12 LaTeX: программа dvips и все файлы (\\include{файл}), № 5, 5×5',
    );
  });

  it('UTF-8 read byte by byte, or two bytes at a time', () => {
    const bytes = Buffer.from('Масса изделия по чертежу', 'utf8');
    expect(textOf(judge(bytes.toString('latin1').replaceAll(' ', ' ')).words)).toBe(
      'Масса изделия по чертежу',
    );
    expect(textOf(judge('킜킰톁톁킰 킛킸톁톂 1:1 № 킢.킺킾킽톂톀.').words)).toBe('Масса Лист 1:1 № Т.контр.');
  });

  it('letters of a symbol font', () => {
    const symbols = Array.from('Ведомость чертежей', (letter) =>
      letter === ' ' ? ' ' : String.fromCharCode(0xf000 + (letter.charCodeAt(0) - 0x410 + 0xc0)),
    ).join('');
    expect(textOf(judge(symbols).words)).toBe('Ведомость чертежей');
  });

  it('a short page of a document known to be misread', () => {
    expect(judge('Åù¸').quality).toBe('good');
    expect(textOf(judge('Åù¸', { document: ['wrong_encoding'] }).words)).toBe('Ещё');
  });

  it('letters set apart, and words apart from them', () => {
    const spaced = [
      ...Array.from('ИЗДАНИЕ').flatMap((letter) => [letter, 0.3]),
      0.6,
      ...Array.from('ОФИЦИАЛЬНОЕ').flatMap((letter) => [letter, 0.3]),
    ];
    const judged = judgeTextLayer(line(spaced));
    expect(textOf(judged.words)).toBe('ИЗДАНИЕ ОФИЦИАЛЬНОЕ');
    expect(judged.words[0]?.bbox[2]).toBeCloseTo(0.01 * (7 + 6 * 0.3), 6);
  });

  it('numbers and words that fell apart, but no powers', () => {
    const row = [
      'ГОСТ',
      0.8,
      '3',
      0.2,
      '.0',
      0.2,
      '1',
      0.2,
      '-8',
      0.2,
      '4',
      0.8,
      'площ',
      0.15,
      'адки',
      0.8,
      'работ',
    ];
    const judged = judgeTextLayer(line(row));
    expect(textOf(judged.words)).toBe('ГОСТ 3.01-84 площадки работ');
    expect(judged.reasons).toEqual(['letter_spaced']);
    const [base, power] = line(['12.5', 0.1, '2']);
    expect(textOf(judgeTextLayer([base as PageWord, { ...(power as PageWord), size: 7 }]).words)).toBe(
      '12.5 2',
    );
  });

  it('spaces that were lost, each part with its share of the box', () => {
    const joined = RUSSIAN.replace('раздел проекта', 'разделпроекта')
      .replace('технического задания', 'техническогозадания')
      .replace('требования безопасности', 'требованиябезопасности')
      .replace('таблице,\nмасса', 'таблице,масса');
    const judged = judge(joined);
    expect(judged).toMatchObject({ quality: 'repaired', reasons: ['lost_spaces'] });
    expect(textOf(judged.words)).toBe(plain(RUSSIAN));
    const [before, after] = [judged.words[1], judged.words[2]];
    expect(before).toMatchObject({ text: 'раздел' });
    expect(before?.bbox[2]).toBeCloseTo(after?.bbox[0] ?? 0, 9);
  });

  it('never splits or joins what it cannot read: letters stay, and stay in order', () => {
    const text = fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }), { maxLength: 40 });
    fc.assert(
      fc.property(text, (tokens) => {
        const words = typeset(tokens.join(' '));
        const judged = judgeTextLayer(words);
        if (judged.reasons.includes('wrong_encoding')) return;
        expect(judged.words.map((word) => word.text).join('')).toBe(words.map((word) => word.text).join(''));
      }),
      { numRuns: 300 },
    );
  });
});

describe('judgeTextLayer gives up on', () => {
  it('a Cyrillic scan read as English', () => {
    const garbage = `Slexrponuo,nyueean rpy6xa c 3r'reKrpocrarnqecKrrAtrr QoxycHponxofi oTIi.'IOHeHIIeII 3JIeKTpOHIIOfO nyua,
      IIOCJeCBeTteHLIeM xenTo-opaH7;1eBoro uBeTa, HarMerroBaHHe noAxnrcqeH BpeMeHHafl OrcyrcrByer nlacruHa cnrHaJruHaq`;
    expect(judge(garbage)).toMatchObject({ quality: 'broken', reasons: ['garbled'] });
    expect(judge(garbage, { imageCover: 0.95 })).toMatchObject({
      quality: 'broken',
      reasons: ['wrong_language'],
    });
  });

  it('glyph codes', () => {
    const codes = Array.from(RUSSIAN.slice(0, 120), (letter) =>
      letter === ' ' ? ' ' : String.fromCharCode(0xe000 + (letter.charCodeAt(0) % 200)),
    ).join('');
    const words = typeset(codes);
    expect(judgeTextLayer(words)).toEqual({ quality: 'broken', words, reasons: ['no_unicode'] });
    expect(
      judge('\u0001\u0003\u0007\u0012\u0001 \u0003\u0004\u0012\u0013\u0014 \u0005\u0006\u0011').reasons,
    ).toEqual(['no_unicode']);
  });

  it('what is left of a drawing whose letters are strokes', () => {
    expect(judge('³ ё ё № Согласовано ё ³ ³ № № ё').reasons).toEqual(['lost_letters']);
    expect(judge('№ п/п Наименование № листа Кол. № изм. № докум. Подпись Дата').quality).toBe('good');
  });

  it('letters under another cipher', () => {
    const shifted = RUSSIAN.replace(/[а-я]/g, (letter) =>
      String.fromCharCode(0x430 + ((letter.charCodeAt(0) - 0x430 + 11) % 32)),
    );
    expect(judge(shifted)).toMatchObject({ quality: 'broken', reasons: ['garbled'] });
  });
});
