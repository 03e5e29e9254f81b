import type { CurrencyCode } from '@shared/domain/model';
import { isCurrencyCode } from '@shared/domain/money';
import { currencyIn } from './numbers';

/** "Amount (EUR)", "Betrag in EUR", "Montant €", "Open amount [CHF]". */
const BRACKETED = /\s*[([]\s*(?:in\s+)?([A-Z]{3}|\p{Sc})\s*[)\]]\s*$/u;
const BEHIND = /[\s_-]+(?:in[\s_]+)?([A-Z]{3}|\p{Sc})\s*$/u;

/** A column name without the currency it ends with, and that currency (null for none, and for `$`, which many use). */
export function splitCurrency(header: string): { name: string; currency: CurrencyCode | null } {
  const match = BRACKETED.exec(header) ?? BEHIND.exec(header);
  const sign = match?.[1];
  if (!match || !sign || match.index === 0 || (/[A-Z]/.test(sign) && !isCurrencyCode(sign)))
    return { name: header, currency: null };
  return { name: header.slice(0, match.index), currency: currencyIn(`1 ${sign}`) };
}
