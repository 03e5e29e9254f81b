import * as v from 'valibot';
import type { KeptRate } from '../domain/commitments/kept-rate';
import type { Contact, Customer, IsoDate, Money, PayerType, Reason, Standing } from '../domain/model';
import { CONTACT_ROLES, PAYER_TYPES, STANDINGS } from '../domain/model';
import type { AgendaEntry, AgingRow, ScoreResult } from '../domain/results';
import type { ActivityRow } from './activities';
import { call, date, id, name, text } from './call';
import type { CommitmentRow } from './commitments';
import type { ItemRow } from './items';

export interface CustomerRow {
  id: number;
  key: string;
  name: string;
  source: string;
  assignee: string | null;
  payerType: PayerType | null;
  standing: Standing;
  score: ScoreResult;
  /** Balances per currency (credits included). */
  open: readonly Money[];
  overdue: readonly Money[];
  aging: readonly AgingRow[];
  oldestDaysPastDue: number | null;
  lastTouchOn: IsoDate | null;
  nextOn: IsoDate | null;
  country: string | null;
  tags: readonly string[];
}

export interface DisputeRow {
  id: string;
  items: readonly string[];
  type: string;
  reason: string;
  openedOn: IsoDate;
  answerOn: IsoDate | null;
  resolvedOn: IsoDate | null;
  /** From the ERP's list rather than from a person here. */
  fromLedger: boolean;
}

export interface CustomerPage {
  customer: Customer;
  assigneeName: string | null;
  score: ScoreResult;
  open: readonly Money[];
  overdue: readonly Money[];
  aging: readonly AgingRow[];
  /** The entry on the day's agenda, also while it is worked; null when not listed, then `notListed` says why. */
  entry: AgendaEntry | null;
  notListed: Reason | null;
  next: Reason;
  items: readonly ItemRow[];
  commitments: readonly CommitmentRow[];
  disputes: readonly DisputeRow[];
  contacts: readonly Contact[];
  /** Newest first. */
  timeline: readonly ActivityRow[];
  /** Days late of the last paid items, oldest first, for the little line. */
  history: readonly number[];
  keptRate: KeptRate;
  /** What was being written when the window was last closed: the composer's fields as JSON text; null when nothing was. */
  draft: string | null;
}

export const customersCalls = {
  'customers.list': call(v.object({ asOf: date })).answers<CustomerRow[]>(),
  'customers.page': call(
    v.object({ asOf: date, customerId: id, userId: v.nullable(v.string()) }),
  ).answers<CustomerPage>(),
  'customers.assign': call(v.object({ customerIds: v.array(id), userId: v.nullable(v.string()) })).answers<null>(),
  'customers.setPayerType': call(
    v.object({ customerId: id, payerType: v.nullable(v.picklist(PAYER_TYPES)) }),
  ).answers<null>(),
  'customers.setStanding': call(v.object({ customerId: id, standing: v.picklist(STANDINGS) })).answers<null>(),
  /** "Later": off the list until the date; null ends it. */
  'customers.snooze': call(
    v.object({ asOf: date, customerId: id, until: v.nullable(date), reason: text(500) }),
  ).answers<null>(),
  'customers.saveContact': call(
    v.object({
      customerId: id,
      contactId: v.nullable(v.string()),
      name,
      role: v.picklist(CONTACT_ROLES),
      internal: v.boolean(),
      email: v.nullable(text(320)),
      phone: v.nullable(text(60)),
    }),
  ).answers<{ contactId: string }>(),
};
