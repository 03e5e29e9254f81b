import { addBusinessDays } from '../calendar';
import type { RuleContext } from '../context';
import { addDays } from '../dates';
import type { Commitment, CurrencyCode, IsoDate, Minor } from '../model';
import { currencyExponent } from '../money';
import type { Settings } from '../settings';

/**
 * Last day on which money keeps the promise: the n-th business or calendar day after the promised date; n = 0 is that date,
 * also on a closed day (rules: Commitments; O25).
 */
export function windowEnd(commitment: Pick<Commitment, 'promisedFor'>, ctx: RuleContext): IsoDate {
  const { toleranceDays, toleranceUnit } = ctx.settings;
  return toleranceUnit === 'business'
    ? addBusinessDays(ctx.calendar, commitment.promisedFor, toleranceDays)
    : addDays(commitment.promisedFor, toleranceDays);
}

/**
 * First list or payments file of the source dated after the day, on or before the as-of date: with it a commitment whose window
 * ended that day can be called broken. Null while there is none.
 */
export function firstFileAfter(source: string, day: IsoDate, ctx: RuleContext): IsoDate | null {
  const dates = ctx.listDates.get(source) ?? [];
  return dates.find((date) => date > day && date <= ctx.asOf) ?? null;
}

/** How much of a promised amount may be missing, minor units: a share of it, up to a cap in whole units (rules: default 1 % up to 25). */
export function amountTolerance(promised: Minor, currency: CurrencyCode, settings: Settings): Minor {
  const cap = settings.toleranceAmountCap * 10 ** currencyExponent(currency);
  const hundredths = Math.round(settings.toleranceAmountPercent * 100);
  return Math.min(Math.floor((promised * hundredths) / 10_000), Math.round(cap));
}
