import { expect, it } from 'vitest';
import { readTerms, termsMistake } from './read-terms.ts';

it('reads words with commas and lines between them, each once', () => {
  expect(readTerms(' минвата,  минеральная   вата\nМинвата; каменная вата,,')).toEqual([
    'минвата',
    'минеральная вата',
    'каменная вата',
  ]);
  expect(readTerms('ёмкость, емкость')).toEqual(['ёмкость']);
});

it('tells what the server would refuse', () => {
  expect(termsMistake(['ГКЛ'])).toBe('few');
  expect(termsMistake(['ГКЛ', 'S'])).toBe('length');
  expect(termsMistake(Array.from({ length: 21 }, (_, at) => `слово ${at}`))).toBe('many');
  expect(termsMistake(['ГКЛ', 'гипсокартон'])).toBeNull();
});
