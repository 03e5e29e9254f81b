import * as v from 'valibot';
import type { CurrencyCode, IsoDate, Minor } from '../domain/model';
import type { CommitmentResult } from '../domain/results';
import { call, date, text } from './call';

export interface CommitmentRow extends CommitmentResult {
  customerId: number;
  customerKey: string;
  customerName: string;
  currency: CurrencyCode;
  promisedFor: IsoDate;
  madeOn: IsoDate;
  contactName: string | null;
  byName: string;
  items: readonly { number: string; openMinor: Minor }[];
  writtenOn: IsoDate | null;
  writtenVia: 'mail' | 'reply' | null;
  withdrawnWhy: string | null;
  /** "Open, due Thu 26 Nov" · "Window over, no newer file" · "Broken Mon 30 Nov"… */
  words: string;
}

export interface ConfirmationDraft {
  to: string | null;
  subject: string;
  body: string;
  /** Null when too long for a mail link: then the .eml file is the way. */
  mailto: string | null;
}

export const commitmentsCalls = {
  'commitments.list': call(v.object({ asOf: date, customerId: v.nullable(v.number()) })).answers<CommitmentRow[]>(),
  /** The written confirmation's text; marks the commitment drafted when `mark` is set. */
  'commitments.draftConfirmation': call(
    v.object({ asOf: date, commitmentId: v.string(), mark: v.boolean() }),
  ).answers<ConfirmationDraft>(),
  /** The sent mail or the customer's reply is there: it is a written commitment now. */
  'commitments.confirm': call(
    v.object({
      asOf: date,
      commitmentId: v.string(),
      via: v.picklist(['mail', 'reply']),
      text: v.nullable(text(50_000)),
    }),
  ).answers<null>(),
  'commitments.withdraw': call(
    v.object({ asOf: date, commitmentId: v.string(), why: v.pipe(text(500), v.trim(), v.minLength(1)) }),
  ).answers<null>(),
};
