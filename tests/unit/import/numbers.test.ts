import { fc, test } from '@fast-check/vitest';
import { minorToDecimal } from '@shared/domain/money';
import { describe, expect, it } from 'vitest';
import { currencyIn, findDecimal, looksNumeric, readAmount } from '../../../src/main/data/import/understand/numbers';

const minor = (cell: string, decimal: '.' | ',' | null = null, currency = 'EUR') => {
  const read = readAmount(cell, decimal, currency);
  return read.ok ? read.minor : read.reason;
};

describe('the decimal mark of a file', () => {
  it.each([
    [['1.234,56', '7'], ','],
    [['1,234.56', '7'], '.'],
    [['12,5'], ','],
    [['42847.0'], '.'],
    [['1.234.567'], ','],
    [['0,125'], ','],
    [['1.234', '1.234,50'], ','],
    [['1.234', '5.678'], null],
    [['12', '-3'], null],
  ] as const)('of %j is %s', (cells, mark) => expect(findDecimal(cells)).toBe(mark));
});

describe('an amount', () => {
  it.each([
    ['1.234,56', ',', 123456],
    ['1,234.56', '.', 123456],
    ["1'234.56", '.', 123456],
    ['1\u00a0234,56', ',', 123456],
    ['1\u202f234,56 €', ',', 123456],
    ['1 234 567,8', ',', 123456780],
    ['12,34,567.80', '.', 123456780],
    ['(400.00)', '.', -40000],
    ['($400.00)', '.', -40000],
    ['$(400.00)', '.', -40000],
    ['119,00-', ',', -11900],
    ['-119,00', ',', -11900],
    ['\u2212119,00', ',', -11900],
    ['EUR 5,00', ',', 500],
    ['5.00 USD', '.', 500],
    ['$13.50 ', '.', 1350],
    ['-$13.50', '.', -1350],
    ['100.00 CR', '.', -10000],
    ['100.00 DR', '.', 10000],
    ['42847.0', '.', 4284700],
    ['42847.0000', '.', 4284700],
    ['.5', '.', 50],
    ['+5', '.', 500],
  ] as const)('%s with the mark %s is %d', (cell, mark, expected) => expect(minor(cell, mark)).toBe(expected));

  it('takes three digits behind the only mark for thousands, but for a currency with three decimals', () => {
    expect(minor('1.234')).toBe(123400);
    expect(minor('1,234')).toBe(123400);
    expect(minor('1.234', null, 'KWD')).toBe(1234);
  });

  it('is refused where it would lose something or is none', () => {
    expect(minor('1.005', '.')).toBe('has more decimals than EUR (2)');
    expect(minor('1.5', '.', 'JPY')).toBe('has more decimals than JPY (0)');
    expect(minor('99999999999999999', '.')).toBe('is too large');
    expect(minor('1.234,56', '.')).toBe("does not fit the file's decimal point");
    expect(minor('12.34', ',')).toBe("does not fit the file's decimal comma");
    for (const none of ['abc', '12abc', '--5', '1e5', '12/5', 'ABC 5'])
      expect(minor(none, '.')).toBe('is not an amount');
  });

  it('may name its currency; a dollar sign names none', () => {
    expect(currencyIn('€ 5,00')).toBe('EUR');
    expect(currencyIn('5 CHF')).toBe('CHF');
    expect(currencyIn('$5')).toBeNull();
    expect(looksNumeric('10001-A')).toBe(false);
  });

  test.prop([fc.integer({ min: -9e15, max: 9e15 }), fc.constantFrom('.' as const, ',' as const)])(
    'comes back exactly as it was written in either notation',
    (value, mark) => {
      const [whole = '', fraction = ''] = minorToDecimal(value, 'EUR').split('.');
      const grouped = whole.replace(/\B(?=(\d{3})+$)/g, mark === '.' ? ',' : '.');
      expect(minor(`${grouped}${mark}${fraction}`, mark)).toBe(value);
    },
  );
});
