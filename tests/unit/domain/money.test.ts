import { fc, test } from '@fast-check/vitest';
import {
  currencyExponent,
  formatMinor,
  formatMoney,
  isCurrencyCode,
  minorToDecimal,
  parseAmount,
  roundHalfUp,
  sumByCurrency,
} from '@shared/domain/money';
import { describe, expect, it } from 'vitest';

const SEED = { seed: 20261121, numRuns: 500 };
const minor = fc.maxSafeInteger();
const currency = fc.constantFrom('EUR', 'JPY', 'KWD', 'CLF', 'HUF');

describe('money', () => {
  it('has the decimals of ISO 4217, also where locale data knows none', () => {
    expect(['JPY', 'EUR', 'KWD', 'CLF'].map(currencyExponent)).toEqual([0, 2, 3, 4]);
    expect(['HUF', 'IDR', 'COP', 'PKR', 'IQD'].map(currencyExponent)).toEqual([2, 2, 2, 2, 3]);
  });

  it('knows currency codes', () => {
    expect(['EUR', 'USD', 'JPY', 'HRK', 'XOF'].every(isCurrencyCode)).toBe(true);
    expect(['eur', 'EURO', 'XXX', 'NET', '', 'XAU', ' EUR'].some(isCurrencyCode)).toBe(false);
  });

  it('reads plain decimals exactly', () => {
    expect(parseAmount('1200.00', 'EUR')).toBe(120_000);
    expect(parseAmount('1200', 'EUR')).toBe(120_000);
    expect(parseAmount('-3.5', 'EUR')).toBe(-350);
    expect(parseAmount('0.07', 'EUR')).toBe(7);
    expect(parseAmount('1200', 'JPY')).toBe(1200);
    expect(parseAmount('1.234', 'KWD')).toBe(1234);
    expect(Object.is(parseAmount('-0.00', 'EUR'), 0)).toBe(true);
  });

  it('refuses what is not a plain decimal, has too many decimals or is too large', () => {
    for (const text of ['', '1,200.00', '1200,00', '1.234', '+5', '5.', '.5', '1e3', '12 00', '--1', '1.0.0', '€5']) {
      expect(parseAmount(text, 'EUR'), text).toBeNull();
    }
    expect(parseAmount('0.5', 'JPY')).toBeNull();
    expect(parseAmount('90071992547409.91', 'EUR')).toBe(Number.MAX_SAFE_INTEGER);
    expect(parseAmount('90071992547409.92', 'EUR')).toBeNull();
    expect(parseAmount('-90071992547409.92', 'EUR')).toBeNull();
  });

  it('writes plain decimals', () => {
    expect(minorToDecimal(120_000, 'EUR')).toBe('1200.00');
    expect(minorToDecimal(-7, 'EUR')).toBe('-0.07');
    expect(minorToDecimal(-7, 'JPY')).toBe('-7');
    expect(minorToDecimal(5, 'KWD')).toBe('0.005');
  });

  it('formats with the currency, as the locale writes it, to the last cent', () => {
    expect(formatMoney({ currency: 'EUR', minor: 123_456 })).toBe('€1,234.56');
    expect(formatMoney({ currency: 'EUR', minor: Number.MAX_SAFE_INTEGER })).toBe('€90,071,992,547,409.91');
    expect(formatMoney({ currency: 'HUF', minor: 150 })).toBe('HUF\u00a01.50');
    expect(formatMoney({ currency: 'JPY', minor: -1200 })).toBe('-¥1,200');
    expect(formatMoney({ currency: 'EUR', minor: 123_456 }, 'de-DE')).toBe('1.234,56\u00a0€');
    expect(formatMoney({ currency: 'EUR', minor: 123_456 }, 'en-GB', { maximumFractionDigits: 0 })).toBe('€1,235');
  });

  it('formats without the symbol', () => {
    expect(formatMinor(123_456, 'EUR')).toBe('1,234.56');
    expect(formatMinor(-123_456, 'KWD', 'de-DE')).toBe('-123,456');
  });

  it('rounds halves up, toward plus infinity', () => {
    expect(roundHalfUp(31, 2)).toBe(16);
    expect(roundHalfUp(-25, 2)).toBe(-12);
    expect(roundHalfUp(-26, 2)).toBe(-13);
    expect(roundHalfUp(-51, 4)).toBe(-13);
    expect(roundHalfUp(0, 3)).toBe(0);
    expect(Object.is(roundHalfUp(-1, 4), 0)).toBe(true);
    expect(roundHalfUp(Number.MAX_SAFE_INTEGER, 2)).toBe(4_503_599_627_370_496);
    expect(roundHalfUp(30 * Number.MAX_SAFE_INTEGER, 2 * Number.MAX_SAFE_INTEGER)).toBe(15);
    expect(() => roundHalfUp(1, 0)).toThrow(RangeError);
    expect(() => roundHalfUp(Number.POSITIVE_INFINITY, 2)).toThrow(RangeError);
    expect(() => roundHalfUp(1, -2)).toThrow(RangeError);
    expect(() => roundHalfUp(0.5, 2)).toThrow(RangeError);
  });

  it('sums per currency, in order of the code, and never across', () => {
    const moneys = [
      { currency: 'USD', minor: 5 },
      { currency: 'EUR', minor: 7 },
      { currency: 'USD', minor: -5 },
      { currency: 'EUR', minor: 1 },
    ];
    expect(sumByCurrency(moneys)).toEqual([
      { currency: 'EUR', minor: 8 },
      { currency: 'USD', minor: 0 },
    ]);
    expect(sumByCurrency([])).toEqual([]);
  });

  test.prop([minor, currency], SEED)('reads back what it wrote, for every amount (property)', (amount, code) => {
    expect(parseAmount(minorToDecimal(amount, code), code)).toBe(amount + 0);
  });

  test.prop([minor, currency], SEED)('formats every digit of every amount (property)', (amount, code) => {
    const digits = formatMinor(amount, code).replaceAll(/[^0-9]/g, '');
    expect(BigInt(digits)).toBe(BigInt(Math.abs(amount)));
  });

  test.prop([minor, fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })], SEED)(
    'rounds like exact arithmetic (property)',
    (n, d) => {
      const doubled = 2n * BigInt(n) + BigInt(d);
      const step = 2n * BigInt(d);
      const floor = doubled / step - (doubled % step < 0n ? 1n : 0n);
      expect(BigInt(roundHalfUp(n, d))).toBe(floor);
    },
  );
});
