import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPictureLinks, pictureName } from './picture-links.ts';

const urls: Record<string, string> = { P1: '/api/images/one', P12: '/api/images/twelve' };
const urlOf = (target: string) => urls[pictureName(target) ?? ''] ?? null;

function rewrite(pieces: readonly string[]): string {
  const links = createPictureLinks(urlOf);
  return pieces.map((piece) => links.push(piece)).join('') + links.end();
}

test.each([
  ['a known picture', 'См. ![План](P1).', 'См. ![План](/api/images/one).'],
  ['a Cyrillic name', '![План](Р12)', '![План](/api/images/twelve)'],
  ['a caption with a citation', '![Узел [9CXH-MNAX-4JL]](P1)', '![Узел [9CXH-MNAX-4JL]](/api/images/one)'],
  ['a title', '![План](P1 "лист 5")', '![План](/api/images/one)'],
  ['an unknown picture', 'Тут ![План](P7)!', 'Тут План!'],
  ['an address from elsewhere', '![x](https://example.com/?q=secret)', 'x'],
  ['no link at all', 'Стой! [P1] и ![не ссылка', 'Стой! [P1] и ! [не ссылка'],
  ['brackets in brackets', '![a [b [c]]](https://a.b/?q=1)', '! [a [b [c]]](https://a.b/?q=1)'],
  ['an address with brackets', '![x](https://a.b/(q))', '! [x](https://a.b/(q))'],
  ['a caption of two lines', '![x\ny](https://a.b/q)', '! [x\ny](https://a.b/q)'],
  ['an address that stands elsewhere', '![x][1]\n\n[1]: https://a.b/q', '! [x][1]\n\n[1]: https://a.b/q'],
  ['an exclamation at the end', 'Да!', 'Да!'],
])('%s', (_, text, expected) => expect(rewrite([text])).toBe(expected));

test('however the text is cut into pieces, it comes out the same', () => {
  const text = 'А! ![План [X]](P1) и ![нет](P9), ![ещё](https://a.b/c) [P1] ![хвост](P12';
  fc.assert(
    fc.property(fc.array(fc.nat(text.length), { maxLength: 12 }), (cuts) => {
      const at = [0, ...cuts.sort((a, b) => a - b), text.length];
      const pieces = at.slice(1).map((end, n) => text.slice(at[n], end));
      expect(rewrite(pieces)).toBe(rewrite([text]));
    }),
  );
});

test('an address longer than a link may be makes no picture, whole or in pieces', () => {
  const text = `![x](https://a.b/?q=${'я'.repeat(1000)})`;
  expect(rewrite([text])).toBe('x');
  expect(rewrite([...text])).not.toContain('![');
});

test('only what may be a link is held back', () => {
  const links = createPictureLinks(urlOf);
  expect(links.push('Ответ: 42 шт. ')).toBe('Ответ: 42 шт. ');
  expect(links.push('См. ![Пл')).toBe('См. ');
  expect(links.push('ан](P1) дальше')).toBe('![План](/api/images/one) дальше');
});
