import type {
  ActivityKind,
  ContactRole,
  CurrencyCode,
  IsoDate,
  ItemType,
  Minor,
  Outcome,
  PayerType,
  Standing,
} from '@shared/domain/model';

/** The sample portfolio as plain values: nothing in it knows a database. Persons are named by their place in `users`. */
export interface SamplePortfolio {
  today: IsoDate;
  /** List dates, ascending: the history files, the list before, the last list (one business day before today). */
  dates: SampleDates;
  name: string;
  baseCurrency: CurrencyCode;
  users: readonly SampleUser[];
  /** Place of the one who works here. */
  me: number;
  customers: readonly SampleCustomer[];
  /** By number, which is the order of issue. */
  items: readonly SampleItem[];
  /** Oldest first. */
  activities: readonly SampleActivity[];
  closedDays: readonly { date: IsoDate; label: string }[];
  settings: Readonly<Record<string, unknown>>;
}

export interface SampleDates {
  history: IsoDate;
  before: IsoDate;
  last: IsoDate;
}

export interface SampleUser {
  name: string;
  initials: string;
  role: 'collector' | 'manager';
}

export interface SampleContact {
  name: string;
  role: ContactRole;
  internal: boolean;
  email: string | null;
  phone: string | null;
}

export interface SampleCustomer {
  key: string;
  name: string;
  country: string;
  industry: string;
  /** The first is the main one. */
  currencies: readonly CurrencyCode[];
  /** Null: no terms agreed, so an item without a due date has none. */
  termsDays: number | null;
  /** In the main currency. */
  creditLimitMinor: Minor | null;
  assignee: number | null;
  payerType: PayerType | null;
  standing: Standing;
  tags: readonly string[];
  hold: { from: IsoDate; until: IsoDate; reason: string } | null;
  snooze: { from: IsoDate; until: IsoDate; reason: string } | null;
  contacts: readonly SampleContact[];
}

export interface SamplePayment {
  on: IsoDate;
  /** In the item's sign; the opposite sign is a payment that went back. */
  minor: Minor;
  method: string;
  reference: string;
}

export interface SampleItem {
  number: string;
  customerKey: string;
  type: ItemType;
  currency: CurrencyCode;
  /** Negative for credit notes and unapplied payments. */
  amountMinor: Minor;
  issuedOn: IsoDate;
  dueOn: IsoDate | null;
  poNumber: string | null;
  disputed: boolean;
  /** None later than the last list. */
  payments: readonly SamplePayment[];
}

export interface SamplePromise {
  currency: CurrencyCode;
  minor: Minor;
  promisedFor: IsoDate;
  items: readonly string[];
  pauseWhy: string | null;
  drafted: { on: IsoDate; text: string } | null;
  confirmed: { on: IsoDate; via: 'mail' | 'reply'; text: string } | null;
  withdrawn: { on: IsoDate; why: string } | null;
}

export interface SampleDispute {
  items: readonly string[];
  type: string;
  reason: string;
  partMinor: Minor | null;
  answerOn: IsoDate | null;
  resolved: { on: IsoDate; inFavourOf: 'us' | 'customer' } | null;
}

export interface SampleActivity {
  on: IsoDate;
  /** UTC `HH:MM`. */
  at: string;
  user: number;
  customerKey: string;
  kind: ActivityKind;
  outcome: Outcome | null;
  contactName: string | null;
  note: string | null;
  private: boolean;
  /** Null takes what the outcome proposes. */
  followUpOn: IsoDate | 'none' | null;
  followUpAt: string | null;
  promise: SamplePromise | null;
  dispute: SampleDispute | null;
}

/** What of an item is open at the end of a day, in its own sign. */
export function sampleOpen(item: Pick<SampleItem, 'amountMinor' | 'payments'>, on: IsoDate): Minor {
  let open = item.amountMinor;
  for (const payment of item.payments) if (payment.on <= on) open -= payment.minor;
  return open;
}
