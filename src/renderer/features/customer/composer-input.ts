import type { Input } from '@shared/contract';
import type { CustomerPage } from '@shared/contract/customers';
import type { IsoDate, Money } from '@shared/domain/model';
import { amountText, currencyDigits, sumByCurrency } from '../../components/format';
import { parseAmountEntry } from './amount-entry';
import type { ComposerDraft } from './composer-state';
import { parseDateEntry, parseHourEntry } from './date-entry';

type LogInput = Input<'activities.log'>;

/** Fields of the composer, in the order Tab goes through them. */
export type ComposerField =
  | 'spokeTo'
  | 'disputeReason'
  | 'answerOn'
  | 'amount'
  | 'promisedFor'
  | 'hour'
  | 'note'
  | 'save'
  | 'followUp';

/** What is missing before it can be saved, and the field where. */
export interface Missing {
  field: ComposerField | 'outcome';
  text: string;
}

interface Understood {
  input: LogInput;
  missing: Missing | null;
}

/** Whom the last words were with, else the first contact on their side. */
export function likelyContact(page: CustomerPage): string {
  const theirs = page.contacts.filter((one) => !one.internal);
  const lastSpoken = page.timeline.find((one) => one.contactName && !one.internal)?.contactName;
  return (
    theirs.find((one) => one.name === lastSpoken)?.name ??
    (theirs.length === 1 ? (theirs[0]?.name ?? '') : (lastSpoken ?? ''))
  );
}

const REACHED_SOMEONE = new Set([
  'reached',
  'promised',
  'disputes',
  'already_paid',
  'refuses',
  'call_back',
  'sent',
  'reply',
]);

export function spokeToText(draft: ComposerDraft, page: CustomerPage): string {
  if (draft.spokeTo !== null) return draft.spokeTo;
  return draft.outcome !== null && REACHED_SOMEONE.has(draft.outcome) ? likelyContact(page) : '';
}

/** What a promise is prefilled with: the ticked items' open amount, else what can be collected. */
export function proposedPromise(page: CustomerPage, ticked: readonly number[]): Money | null {
  const items = page.items.filter((one) => ticked.includes(one.id));
  const sums = items.length
    ? sumByCurrency(items.map((one) => ({ currency: one.currency, minor: one.openMinor })))
    : (page.entry?.collectable ?? page.overdue);
  return sums.find((sum) => sum.minor > 0) ?? null;
}

export function promiseFields(draft: ComposerDraft, page: CustomerPage, ticked: readonly number[]) {
  const proposed = proposedPromise(page, ticked);
  const currency = draft.currency ?? proposed?.currency ?? page.open[0]?.currency ?? 'EUR';
  const follows = proposed !== null && proposed.currency === currency;
  const text = draft.amount ?? (follows ? amountText(proposed.minor, proposed.currency, false) : '');
  // What follows the ticked sum is exact; only what was typed has to be understood.
  const minor =
    draft.amount === null ? (follows ? proposed.minor : null) : parseAmountEntry(text, currencyDigits(currency));
  return { text, currency, minor };
}

export function composerInput(
  draft: ComposerDraft,
  page: CustomerPage,
  ticked: readonly number[],
  asOf: IsoDate,
): Understood {
  const { outcome } = draft;
  const promised = promiseFields(draft, page, ticked);
  const promisedFor = parseDateEntry(draft.promisedFor, asOf);
  const answerOn = parseDateEntry(draft.answerOn, asOf);
  const followUp = parseDateEntry(draft.followUp, asOf);
  const none = draft.followUp.trim().toLowerCase() === 'none';
  const hour = parseHourEntry(draft.hour);

  const missing = ((): Understood['missing'] => {
    if (outcome === null) return { field: 'outcome', text: 'Choose an outcome first.' };
    if (outcome === 'promised') {
      if (promised.minor === null) return { field: 'amount', text: 'How much was promised?' };
      if (promisedFor === null) return { field: 'promisedFor', text: 'For which day was it promised?' };
    }
    if (outcome === 'disputes') {
      if (draft.disputeReason.trim() === '')
        return { field: 'disputeReason', text: 'What is disputed, in their words?' };
      if (draft.answerOn.trim() !== '' && answerOn === null)
        return { field: 'answerOn', text: 'The answer date is not understood.' };
    }
    if (draft.followUp.trim() !== '' && followUp === null && !none)
      return { field: 'followUp', text: 'The follow-up date is not understood.' };
    if (outcome === 'call_back' && draft.hour.trim() !== '' && hour === null)
      return { field: 'hour', text: 'The hour is not understood.' };
    return null;
  })();

  return {
    missing,
    input: {
      asOf,
      customerId: page.customer.id,
      kind: draft.kind,
      outcome,
      contactName: spokeToText(draft, page).trim() || null,
      note: draft.note.trim() || null,
      private: draft.private,
      followUpOn: none ? 'none' : followUp,
      followUpAt: outcome === 'call_back' ? hour : null,
      promise:
        outcome === 'promised' && promised.minor !== null && promisedFor !== null
          ? {
              minor: promised.minor,
              currency: promised.currency,
              promisedFor,
              itemIds: page.items
                .filter((one) => ticked.includes(one.id) && one.currency === promised.currency)
                .map((one) => one.id),
              pauseWhy: draft.pauseWhy.trim() || null,
            }
          : null,
      dispute:
        outcome === 'disputes'
          ? {
              itemIds: [...ticked],
              type: draft.disputeType,
              reason: draft.disputeReason.trim(),
              partMinor: null,
              answerOn,
            }
          : null,
    },
  };
}
