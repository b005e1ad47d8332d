import { describe, expect, test } from 'vitest';
import { findFloors, findFloorsAsked, findSheetsAndPages } from './places.ts';

const floors = (text: string): string[] => findFloors(text).map((place) => place.term.replace('@floor:', ''));

describe('findFloors', () => {
  test.each([
    ['Кладочный план 7-го этажа', ['7']],
    ['на первом этаже', ['1']],
    ['план 3,4-го этажа', ['3', '4']],
    ['5,6,8,9-го этажа', ['5', '6', '8', '9']],
    ['11-13-го этажа', ['11', '12', '13']],
    ['этажи 2–4', ['2', '3', '4']],
    ['на −2-м этаже', ['-2']],
    ['1-го подземного этажа', ['1']],
    ['7 и 8 этажей', ['7', '8']],
    ['15-этажный дом', []],
    ['этажность 15', []],
    ['Ор-18 на 14-м этаже', ['14']],
  ])('%s', (text, expected) => expect(floors(text)).toEqual(expected));

  test('a question may leave the noun out', () => {
    const asked = findFloorsAsked('Площадь 14-го этажа больше площади 15-го?').map((place) => place.term);
    expect(asked).toEqual(['@floor:14', '@floor:15']);
    expect(findFloorsAsked('Итоги 15-го числа')).toEqual([]);
  });
});

describe('findSheetsAndPages', () => {
  test.each([
    ['лист 5.1', ['@sheet:5.1']],
    ['на листах 2 и 3', ['@sheet:2', '@sheet:3']],
    ['см. л. 12', ['@sheet:12']],
    ['оси Л.2', []],
    ['страница 5', ['@page:5']],
    ['(стр. 9)', ['@page:9']],
    ['page 5 of sheet 2', ['@sheet:2', '@page:5']],
  ])('%s', (text, expected) => expect(findSheetsAndPages(text).map((place) => place.term)).toEqual(expected));
});
