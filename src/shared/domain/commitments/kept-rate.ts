import type { Commitment, CurrencyCode, Minor } from '../model';
import type { CommitmentResult } from '../results';

/** Share of matured promises that were kept; null where nothing matured ("n/a"). */
export interface KeptRate {
  kept: number;
  /** Kept, partially kept and broken ones, and superseded ones that count as broken. */
  matured: number;
  /** kept ÷ matured, 0–1. */
  byCount: number | null;
  /** Paid inside the window ÷ promised of the matured ones, 0–1, per currency in order of the code. */
  byAmount: { currency: CurrencyCode; paidMinor: Minor; promisedMinor: Minor; ratio: number | null }[];
}

export interface KeptRates {
  all: KeptRate;
  /** Those never put in writing, drafts included. */
  oral: KeptRate;
  written: KeptRate;
  /** Withdrawn promises stand apart: they are in none of the rates. */
  withdrawn: number;
}

/**
 * Kept rate by count and by amount, oral and written apart (rules: Commitments; rules: Sources, O27). Open, withdrawn and merely
 * superseded promises are left out, and those of which credits left nothing to keep.
 * @param commitments of one or many customers; those without a result are left out.
 */
export function keptRate(commitments: readonly Commitment[], results: readonly CommitmentResult[]): KeptRates {
  const currencies = new Map(commitments.map((commitment) => [commitment.id, commitment.currency]));
  const matured = results.filter((result) => currencies.has(result.id) && isMatured(result));
  const rate = (some: readonly CommitmentResult[]) => rateOf(some, currencies);
  return {
    all: rate(matured),
    oral: rate(matured.filter((result) => result.written !== 'written')),
    written: rate(matured.filter((result) => result.written === 'written')),
    withdrawn: results.filter((result) => currencies.has(result.id) && result.state === 'withdrawn').length,
  };
}

function isMatured({ state, countsAsBroken, promisedMinor }: CommitmentResult): boolean {
  if (promisedMinor <= 0) return false;
  return state === 'kept' || state === 'partially_kept' || state === 'broken' || countsAsBroken;
}

function rateOf(results: readonly CommitmentResult[], currencies: ReadonlyMap<string, CurrencyCode>): KeptRate {
  const kept = results.filter((result) => result.state === 'kept').length;
  const sums = new Map<CurrencyCode, { paidMinor: Minor; promisedMinor: Minor }>();
  for (const { id, paidMinor, promisedMinor } of results) {
    const currency = currencies.get(id) ?? '';
    const sum = sums.get(currency) ?? { paidMinor: 0, promisedMinor: 0 };
    sums.set(currency, { paidMinor: sum.paidMinor + paidMinor, promisedMinor: sum.promisedMinor + promisedMinor });
  }
  return {
    kept,
    matured: results.length,
    byCount: ratio(kept, results.length),
    byAmount: [...sums]
      .map(([currency, sum]) => ({ currency, ...sum, ratio: ratio(sum.paidMinor, sum.promisedMinor) }))
      .sort((a, b) => (a.currency < b.currency ? -1 : 1)),
  };
}

/** A ratio with a denominator ≤ 0 is not available (rules: Ratios). */
function ratio(numerator: number, denominator: number): number | null {
  return denominator <= 0 ? null : numerator / denominator;
}
