import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findJson } from './loose-json.ts';

describe('findJson', () => {
  it.each([
    ['bare', '{"a": 1}', [{ a: 1 }], ''],
    ['fenced', 'до\n```json\n{"a": 1}\n```\nпосле', [{ a: 1 }], 'до\n\n\nпосле'],
    ['several', '{"a": 1}\n{"b": {"c": "}"}}', [{ a: 1 }, { b: { c: '}' } }], ''],
    [
      'with tags inside and after',
      '{"a": "x</p>",</p> "b": 2}</p></div></body></html>',
      [{ a: 'x', b: 2 }],
      '',
    ],
    ['with line breaks in a string', '{"a": "один\nдва"}', [{ a: 'один\nдва' }], ''],
    ['with a comma too many', '{"a": [1, 2,], }', [{ a: [1, 2] }], ''],
    ['broken off in a string', '{"a": {"b": [1, "дв', [{ a: { b: [1, 'дв'] } }], ''],
    ['broken off after a comma', '{"a": 1, ', [{ a: 1 }], ''],
  ])('reads JSON that is %s', (_, text, objects, rest) => {
    const found = findJson(text);
    expect(found).toMatchObject({ objects, broken: false });
    expect(found.rest.replace(/\s+/g, ' ')).toBe(rest.replace(/\s+/g, ' '));
  });

  it('keeps what it cannot read', () => {
    expect(findJson('текст {это не JSON} дальше')).toEqual({
      objects: [],
      rest: 'текст {это не JSON} дальше',
      broken: true,
    });
  });

  it('reads back whatever JSON has written', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.nat({ max: 4 }), (value, indent) => {
        const plain: unknown = JSON.parse(JSON.stringify(value));
        expect(findJson(`x\n${JSON.stringify(value, null, indent)}`).objects).toEqual([plain]);
      }),
    );
  });

  it.each(['{', '{"a":', '"', '{"', '}', '{}', '{x}', '[{'])('takes linear time over %j', (piece) => {
    const started = performance.now();
    findJson(piece.repeat(200_000));
    expect(performance.now() - started).toBeLessThan(4000);
  });
});
