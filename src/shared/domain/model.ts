/**
 * The words of the rules (rules: portfolio, customer, item, settlement, commitment…). Every rule takes these plain values
 * and a `RuleContext`; none reads a clock, a database or a random source.
 *
 * Units: amounts are integer minor units beside an ISO 4217 code; dates are calendar dates `YYYY-MM-DD` without a zone;
 * moments are UTC ISO 8601; durations are whole calendar days unless the name says business days.
 */

/** Calendar date `YYYY-MM-DD`, no zone. Strings compare in date order. */
export type IsoDate = string;
/** UTC moment, ISO 8601 with `Z`. */
export type IsoMoment = string;
/** Integer minor units of a currency (cents for EUR, yen for JPY). Never a fraction. */
export type Minor = number;
/** ISO 4217 code, upper case. */
export type CurrencyCode = string;

export interface Money {
  currency: CurrencyCode;
  minor: Minor;
}

export const ITEM_TYPES = ['invoice', 'credit_note', 'unapplied_payment'] as const;
export type ItemType = (typeof ITEM_TYPES)[number];

export const SETTLEMENT_KINDS = ['payment', 'paid_date', 'inferred', 'opening', 'closed', 'reversal'] as const;
export type SettlementKind = (typeof SETTLEMENT_KINDS)[number];

export const CLOSING_REASONS = ['paid', 'credited', 'written_off', 'replaced', 'moved', 'entered_in_error'] as const;
export type ClosingReason = (typeof CLOSING_REASONS)[number];

/**
 * What lowered an item's open amount, and when. The sign is the item's: on an invoice a payment is positive, on a credit
 * item (negative amount) it is negative, so that `open = amount − Σ settlements` always moves towards zero. A reversal has the opposite sign.
 */
export interface Settlement {
  kind: SettlementKind;
  /** The day it counts from. For inferred and closed ones the later list's date. */
  on: IsoDate;
  /** Inferred and closed ones only: the fall lies in (after, on]. Null when the day is known, or no earlier list exists. */
  after: IsoDate | null;
  minor: Minor;
  /** Closed ones only; an inferred fall is taken for a payment. */
  reason: ClosingReason | null;
  /** Closed as *replaced* only: the item that took this one's place. */
  by?: ItemRef;
}

export interface Item {
  id: number;
  number: string;
  /** Nothing, or the year of issue where a source reuses numbers. */
  discriminator: string;
  type: ItemType;
  currency: CurrencyCode;
  /** Negative for credit notes and unapplied payments. */
  amountMinor: Minor;
  issuedOn: IsoDate | null;
  dueOn: IsoDate | null;
  /** The earlier of issue date and first list date: before it the item does not exist at an as-of date. */
  knownFrom: IsoDate;
  poNumber: string | null;
  /** The ERP says it is disputed: a dispute from the issue date until it is settled. */
  ledgerDisputed: boolean;
  /** What it took the place of, nearest first, each with the due date it had; missing when it replaced nothing. */
  replaces?: readonly (ItemRef & { dueOn: IsoDate | null })[];
  /** Ordered by `on`. All of them, also later than any as-of date. */
  settlements: readonly Settlement[];
}

/** How an item is named in records that must hold in every copy of the portfolio. */
export interface ItemRef {
  number: string;
  discriminator: string;
}

export const PAYER_TYPES = ['negligent', 'bad', 'insolvent', 'administrative', 'dispute', 'automatic', 'good'] as const;
export type PayerType = (typeof PAYER_TYPES)[number];

/** `proceedings` is legal insolvency, not the payer type insolvent. All but `normal` are hard gates of the agenda. */
export const STANDINGS = ['normal', 'do_not_contact', 'proceedings', 'litigation', 'agency'] as const;
export type Standing = (typeof STANDINGS)[number];

export interface Customer {
  id: number;
  source: string;
  key: string;
  name: string;
  country: string | null;
  industry: string | null;
  creditLimit: Money | null;
  termsDays: number | null;
  /** User id, or null when nobody has it. */
  assignee: string | null;
  payerType: PayerType | null;
  standing: Standing;
  tags: readonly string[];
  /** No chasing from..until (inclusive); chaseable is 0 meanwhile. */
  hold: { from: IsoDate; until: IsoDate | null; reason: string } | null;
  /** Off the list from..until (exclusive: it is back on `until`); yields only to events later than `from`. */
  snooze: { from: IsoDate; until: IsoDate; reason: string } | null;
  /** Holiday cover: until that day, included, this colleague works it instead of its assignee. */
  cover?: { by: string; until: IsoDate } | null;
}

export const CONTACT_ROLES = [
  'ap',
  'approver',
  'buyer',
  'finance_head',
  'account_executive',
  'customer_success',
  'manager',
  'cfo',
  'other',
] as const;
export type ContactRole = (typeof CONTACT_ROLES)[number];

export interface Contact {
  id: string;
  name: string;
  role: ContactRole;
  /** One of ours (account executive, customer success, manager, CFO). */
  internal: boolean;
  email: string | null;
  phone: string | null;
}

export const ACTIVITY_KINDS = ['call', 'mail', 'letter', 'sms', 'visit', 'note', 'system'] as const;
export type ActivityKind = (typeof ACTIVITY_KINDS)[number];

/** In the order of the digit keys 1–9. */
export const CALL_OUTCOMES = [
  'reached',
  'voicemail',
  'no_answer',
  'promised',
  'disputes',
  'already_paid',
  'wrong_number',
  'refuses',
  'call_back',
] as const;
export type CallOutcome = (typeof CALL_OUTCOMES)[number];
/** Mails, letters, SMS and visits: `sent` to a person, `reply` received from the customer, `batch` for statements and mass mails. */
export const OTHER_OUTCOMES = ['sent', 'reply', 'batch', 'met', 'failed'] as const;
export type OtherOutcome = (typeof OTHER_OUTCOMES)[number];
export type Outcome = CallOutcome | OtherOutcome;

/** An append-only fact. */
export interface Activity {
  id: string;
  kind: ActivityKind;
  outcome: Outcome | null;
  /** Business date: the as-of date it was recorded at. Every rule uses this one. */
  on: IsoDate;
  recordedAt: IsoMoment;
  userId: string;
  contactName: string | null;
  /** One of our own people was contacted: never a touch. */
  internal: boolean;
  note: string | null;
  followUpOn: IsoDate | null;
  /** Local hour `HH:MM` of a call-back, or null for all day. */
  followUpAt: string | null;
  commitmentId: string | null;
}

export const WRITTEN_STATES = ['oral', 'drafted', 'written'] as const;
export type WrittenState = (typeof WRITTEN_STATES)[number];

export interface Commitment {
  id: string;
  currency: CurrencyCode;
  minor: Minor;
  /** The day the money was promised for. */
  promisedFor: IsoDate;
  /** Business date on which it was made. */
  madeOn: IsoDate;
  recordedAt: IsoMoment;
  /** Items with their open amount when recorded. */
  items: readonly (ItemRef & { openMinor: Minor })[];
  contactName: string | null;
  written: { state: WrittenState; on: IsoDate | null; via: 'mail' | 'reply' | null };
  withdrawn: { on: IsoDate; why: string } | null;
  superseded: { on: IsoDate; by: string } | null;
  /** Why this one pauses chasing although it is far away or the third on an item. */
  pauseWhy: string | null;
}

export interface Dispute {
  id: string;
  items: readonly ItemRef[];
  type: string;
  reason: string;
  openedOn: IsoDate;
  answerOn: IsoDate | null;
  /** The disputed part in minor units of the items' currency, or null for all of it. */
  partMinor: Minor | null;
  resolved: { on: IsoDate; inFavourOf: 'us' | 'customer' } | null;
}

/** Everything known of one customer; the rules read nothing else. */
export interface CustomerBook {
  customer: Customer;
  items: readonly Item[];
  commitments: readonly Commitment[];
  disputes: readonly Dispute[];
  activities: readonly Activity[];
  contacts: readonly Contact[];
}

/** Closed and weekend days; weekday numbers are 0 Sunday … 6 Saturday. */
export interface Calendar {
  weekend: ReadonlySet<number>;
  closed: ReadonlySet<IsoDate>;
}

export const SCORES = ['Great', 'Good', 'Poor', 'Risk', 'New'] as const;
/** The collection score: the one rating shown to people. */
export type Score = (typeof SCORES)[number];

/** A machine code beside the words a collector can read out on the phone. */
export interface Reason {
  code: string;
  text: string;
}
