import { describe, expect, test } from 'vitest';
import { compareMarks, findMarks, normalizeMark } from './index.ts';

const keys = (text: string): string[] => findMarks(text).map((mark) => mark.key);

describe('normalizeMark', () => {
  test.each([
    ['B4-14*', 'В4-14*'],
    ['b4 – 14*', 'В4-14*'],
    ['В4−14\\*', 'В4-14*'],
    ['Op-18', 'Ор-18'],
    ['ол-16,1', 'Ол-16.1'],
    ['СЗ-31**', 'C3-31**'],
    ['133_23-ГК-АР4', '133/23-ГК-AP4'],
    ['Ol-1', 'Ол-1'],
    ['Ø530х8', '⌀530x8'],
  ])('%s is %s', (a, b) => expect(normalizeMark(a)).toBe(normalizeMark(b)));
});

describe('compareMarks', () => {
  test.each([
    ['В2', 'В21'],
    ['В2', 'В2.1'],
    ['В2', 'В2*'],
    ['В4-14', 'В4-14*'],
    ['С3-31*', 'С3-31**'],
    ['П/1', '1'],
    ['П/И', 'И'],
    ['ОВ1', 'ОВ1.1'],
    ['КР', 'КР1'],
    ['ДВ12.1П-1', 'ДВ12.1Л-1'],
    ['П-1', 'П/1'],
  ])('%s is not %s', (a, b) => expect(compareMarks(a, b)).toBeNull());

  test.each([
    ['Б3-14', 'В3-14'],
    ['0л-1', 'Ол-1'],
    ['0p-13', 'Ор-13'],
    ['B20', 'В2О'],
  ])('%s may be a slip for %s', (a, b) => expect(compareMarks(a, b)).toBe('mark_ocr'));
});

describe('findMarks', () => {
  test.each([
    ['Перемычки В4-14*, B4-14 и А3-16.', ['В4-14*', 'В4-14', 'А3-16']],
    ['стояки В1,В1П,Т3,Т4', ['В1', 'В1П', 'Т3', 'Т4']],
    ['лотки Ор - 18 и Ол -16,1', ['ОР-18', 'ОЛ-16.1']],
    ['шифр 133/23-ГК-АР4.', ['133/23-ГК-АР4']],
    ['шифр 133/23 - ГК - АР4', ['133/23-ГК-АР4']],
    ['133_23-ГК-АР4_изм.7.pdf', ['133/23-ГК-АР4']],
    ['двери ДВ18П-1, ДВ19*П-1', ['ДВ18П-1', 'ДВ19*П-1']],
    ['оси П/И, Ж/2.П-14.1 и А.1', ['П/И', 'Ж/2.П-14.1', 'А.1']],
    ['разрешение 2807/25', ['2807/25']],
    ['место 99М, зависимое', ['99М']],
    ['кровля типа-П-1', ['ТИПА-П-1', 'П-1']],
    ['Д.р-1 и Д.ш._Тип1', ['Д.Р-1', 'ТИП1']],
    ['блоки D600 В2,5/F100 - 200мм', ['D600', 'В2.5/F100']],
  ])('%s', (text, expected) => expect(keys(text)).toEqual(expected));

  test.each([
    'толщиной 100мм, 50-400 мм, 35кг/м³, 12м2',
    'на 7-м, 11-13-го и 1-ый этажи, 3,4-го',
    'блок 600х100х250, 1000×2120мм, Ø530x8',
    'план М1:100, в 10:30, №77:07:0010004:24',
    '1.Плитка, 10.ТЕХНОНИКОЛЬ, см.лист, т.е. поз.',
    'отм. +22,070 и -1590, 606,95 м³, ГОСТ 31360-2007',
    'навесной фасад, юго-восток, КР, и/или',
  ])('nothing in «%s»', (text) => expect(keys(text)).toEqual([]));

  test('a number with a unit does not join a mark', () => {
    expect(keys('Ор-18 - 3 шт, В2 - 10 шт')).toEqual(['ОР-18', 'В2']);
  });

  test('a range names its ends', () => {
    expect(keys('в осях П/1–П/6')).toEqual(['П/1-П/6', 'П/1', 'П/6']);
    expect(keys('В4-14')).toEqual(['В4-14']);
  });

  test('emphasis of Markdown is no part of the mark', () => {
    expect(keys('**А4-14** *А4-15* **А4-16*** **марка А4-17**')).toEqual([
      'А4-14',
      'А4-15',
      'А4-16*',
      'А4-17',
    ]);
    expect(keys('**Сущности:** С3-31**, С3-31***')).toEqual(['С3-31**', 'С3-31***']);
    expect(keys('* Высота; А4-14*')).toEqual(['А4-14*']);
    expect(keys('А4-14\\*')).toEqual(['А4-14*']);
  });

  test('offsets point at the mark as written', () => {
    const text = '😀 марка B4 – 14* и П/1';
    const found = findMarks(text);
    expect(found.map((mark) => text.slice(mark.start, mark.end))).toEqual(['B4 – 14*', 'П/1']);
    expect(found.map((mark) => mark.text)).toEqual(['B4 – 14*', 'П/1']);
  });
});
