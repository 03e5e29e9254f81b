import type { Minor } from '@shared/domain/model';

/**
 * An amount as it is typed, in minor units: "13.220,00", "13,220.00", "13 220", "13220.5", "€ 1.200". The last separator is the decimal
 * one when at most `digits` figures follow it; three figures after a single kind of separator are thousands. Null when it is no positive amount.
 */
export function parseAmountEntry(typed: string, digits: number): Minor | null {
  const text = typed.replace(/[\s\u00a0\u202f'’]|[\p{Sc}]|[A-Za-z]{3}$|^[A-Za-z]{3}/gu, '');
  if (!/^\d[\d.,]*$/.test(text)) return null;
  const at = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
  const tail = at < 0 ? '' : text.slice(at + 1);
  const mark = at < 0 ? '' : (text[at] ?? '');
  const repeated = mark !== '' && text.indexOf(mark) !== at;
  const decimal = at >= 0 && !repeated && tail.length <= digits && !(tail.length === 3 && digits < 3);
  const whole = (decimal ? text.slice(0, at) : text).split(/[.,]/);
  // Thousands come in threes; anything else was mistyped and is better asked than guessed.
  if (whole.slice(1).some((group) => group.length !== 3) || (whole.length > 1 && (whole[0] ?? '').length > 3))
    return null;
  const minor = Number(`${whole.join('')}${(decimal ? tail : '').padEnd(digits, '0')}`);
  return Number.isSafeInteger(minor) && minor > 0 ? minor : null;
}
