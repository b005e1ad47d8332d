import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add, type Decimal, isEqual, parseDecimal, subtract, writeDecimal } from './decimal.ts';

const decimal = fc.record({
  units: fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }),
  decimals: fc.integer({ min: 0, max: 6 }),
});

describe('decimals', () => {
  it('are read back as they are written', () => {
    fc.assert(
      fc.property(decimal, (one) => {
        expect(parseDecimal(writeDecimal(one))).toEqual(one);
      }),
    );
  });

  it('lose nothing when added and taken away', () => {
    fc.assert(
      fc.property(decimal, decimal, (one, other) => {
        expect(isEqual(subtract(add(one, other), other), one)).toBe(true);
        expect(isEqual(add(one, other), add(other, one))).toBe(true);
      }),
    );
  });

  it('add as whole numbers of the smallest unit do', () => {
    const cents = fc.integer({ min: -1_000_000, max: 1_000_000 });
    fc.assert(
      fc.property(fc.array(cents, { minLength: 1, maxLength: 20 }), (units) => {
        const sum = units
          .map((one): Decimal => ({ units: BigInt(one), decimals: 2 }))
          .reduce((total, one) => add(total, one));
        expect(sum).toEqual({ units: BigInt(units.reduce((total, one) => total + one, 0)), decimals: 2 });
      }),
    );
  });

  it('have no binary noise', () => {
    const [a, b] = [parseDecimal('0,1'), parseDecimal('0,2')];
    expect(a && b && writeDecimal(add(a, b))).toBe('0,3');
    const [c, d] = [parseDecimal('675,0'), parseDecimal('664,4')];
    expect(c && d && writeDecimal(subtract(c, d))).toBe('10,6');
  });

  it('are written in several ways and are not what only looks like them', () => {
    expect(parseDecimal('3 460,40')).toEqual({ units: 346_040n, decimals: 2 });
    expect(parseDecimal('−1590')).toEqual({ units: -1590n, decimals: 0 });
    for (const text of ['', '12 шт', '1,2,3', '5-6', '1 23', 'А4']) expect(parseDecimal(text)).toBeNull();
  });
});
