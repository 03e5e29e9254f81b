import { addBusinessDays, onOrAfterBusinessDay } from '@shared/domain/calendar';
import { addDays, daysBetween, weekday } from '@shared/domain/dates';
import type { Calendar, CurrencyCode, IsoDate, ItemType, Minor } from '@shared/domain/model';
import type { Account } from './accounts';
import type { SampleItem, SamplePayment } from './model';
import { PROFILES, SLIP } from './profiles';
import type { Rng } from './rng';

/** An item while history is made: its payments lie in the past and in the future, and a promise may move them. */
export interface Draft extends Omit<SampleItem, 'number' | 'payments'> {
  number: string;
  payments: SamplePayment[];
}

const METHODS = { 'bank transfer': 78, 'direct debit': 14, cheque: 4, card: 4 } as const;
/** Invoices without credits; with these about 2,500 items. */
const INVOICES = 2390;

/** All items issued up to `last`, with the payments that would come without a collector. */
export function makeItems(
  root: Rng,
  accounts: readonly Account[],
  calendar: Calendar,
  today: IsoDate,
  last: IsoDate,
): Draft[] {
  const settled = accounts.filter((account) => account.behaviour !== 'fresh');
  const weights = settled.reduce((sum, account) => sum + weightOf(account), 0);
  const drafts = accounts.flatMap((account) => {
    const count =
      account.behaviour === 'fresh'
        ? account.rng.int(2, 4)
        : Math.max(7, Math.round((weightOf(account) / weights) * INVOICES));
    return makeInvoices(account, count, calendar, today, last);
  });
  drafts.push(...makeCredits(root.fork('credits'), accounts, drafts, calendar, last));
  return numbered(drafts);
}

/** A slipping customer needs a good record that outweighs what came lately. */
function weightOf(account: Account): number {
  if (account.behaviour === 'slipping') return 2.4;
  return account.weight * (account.behaviour === 'prompt' ? 1.25 : 1) * Math.max(0.5, account.sinceDays / 730);
}

function makeInvoices(account: Account, count: number, calendar: Calendar, today: IsoDate, last: IsoDate): Draft[] {
  const { rng, customer, behaviour } = account;
  const since = addDays(today, -account.sinceDays);
  const span = daysBetween(since, last);
  return Array.from({ length: count }, (_, i) => {
    const issuedOn = earlier(onOrAfterBusinessDay(calendar, addDays(since, issueDay(account, span, i, count))), last);
    const terms = customer.termsDays ?? 30;
    const dueOn = addDays(issuedOn, terms);
    const currency =
      customer.currencies.length > 1 && rng.chance(0.35) ? customer.currencies[1]! : customer.currencies[0]!;
    const draft: Draft = {
      number: '',
      customerKey: customer.key,
      type: 'invoice',
      currency,
      amountMinor: amountOf(account),
      issuedOn,
      dueOn,
      poNumber: poOf(account, issuedOn),
      disputed: false,
      payments: [],
    };
    const slips = behaviour === 'slipping' && dueOn > addDays(today, -SLIP.days);
    const late = slips
      ? rng.normal(rng.int(...SLIP.mean), SLIP.spread)
      : rng.normal(account.meanLate, PROFILES[behaviour].spread);
    // A new customer has paid nothing yet, whatever is due.
    if (behaviour !== 'fresh') planPayment(draft, account, calendar, Math.round(late));
    return draft;
  });
}

/** Days after the start; a slipping customer ordered more when it still paid in time, a new one has something overdue. */
function issueDay(account: Account, span: number, i: number, count: number): number {
  const { rng, behaviour } = account;
  if (behaviour === 'fresh') return i === 0 ? 0 : rng.int(0, Math.max(0, span - 3));
  if (behaviour === 'slipping') {
    const turn = Math.max(1, span - SLIP.days - 30);
    return i < count * 0.8 ? rng.int(0, turn) : rng.int(turn + 1, span - 20);
  }
  return rng.int(0, span);
}

function planPayment(draft: Draft, account: Account, calendar: Calendar, late: number): void {
  const { rng } = account;
  let on = onOrAfterBusinessDay(calendar, later(addDays(draft.dueOn as IsoDate, late), addDays(draft.issuedOn, 2)));
  if (account.payDay !== null && rng.chance(0.8)) on = payRun(calendar, on, account.payDay);
  if (!rng.chance(PROFILES[account.behaviour].parts)) {
    draft.payments = [payment(rng, on, draft.amountMinor)];
    return;
  }
  const part = Math.round((draft.amountMinor * rng.int(30, 70)) / 10_000) * 100;
  draft.payments = [
    payment(rng, on, part),
    payment(rng, addBusinessDays(calendar, on, rng.int(5, 18)), draft.amountMinor - part),
  ];
}

/** The first payment run on or after the day; the business day after it where it falls on a closed day. */
function payRun(calendar: Calendar, on: IsoDate, payDay: number): IsoDate {
  return onOrAfterBusinessDay(calendar, addDays(on, (payDay - weekday(on) + 7) % 7));
}

export function payment(rng: Rng, on: IsoDate, minor: Minor, method: string = rng.weighted(METHODS)): SamplePayment {
  return {
    on,
    minor,
    method,
    reference: `${on.slice(2, 4)}${on.slice(5, 7)}${String(rng.int(0, 99_999)).padStart(5, '0')}`,
  };
}

/** Log-normal around the customer's median, as its prices are made: round sums, net price plus 19 % tax, or any cents. */
function amountOf({ rng, medianMinor, pricing }: Account): Minor {
  const raw = Math.max(3500, medianMinor * Math.exp(rng.normal(0, 0.7)));
  if (pricing === 'round') return Math.max(5000, Math.round(raw / 5000) * 5000);
  if (pricing === 'vat') return Math.round((Math.max(1, Math.round(raw / 500)) * 500 * 119) / 100);
  const whole = Math.floor(raw / 100) * 100;
  return whole + rng.pick([0, 0, 50, 90, 95, 99, rng.int(1, 99), rng.int(1, 99), rng.int(1, 99), rng.int(1, 99)]);
}

function poOf({ rng, ordersBy }: Account, issuedOn: IsoDate): string | null {
  if (ordersBy === 'none' || rng.chance(0.1)) return null;
  if (ordersBy === 'plain') return `PO-${rng.int(20_000, 89_999)}`;
  if (ordersBy === 'sap') return `45000${rng.int(10_000, 99_999)}`;
  return `BE/${issuedOn.slice(0, 4)}/${String(rng.int(1, 980)).padStart(4, '0')}`;
}

/** Credit notes on about every 30th invoice, and payments nobody could match; most were cleared since. */
function makeCredits(
  rng: Rng,
  accounts: readonly Account[],
  invoices: readonly Draft[],
  calendar: Calendar,
  last: IsoDate,
): Draft[] {
  const fresh = new Set(accounts.filter((a) => a.behaviour === 'fresh').map((a) => a.customer.key));
  const credits: Draft[] = [];
  for (const invoice of invoices) {
    if (fresh.has(invoice.customerKey) || !rng.chance(0.042)) continue;
    const issuedOn = addBusinessDays(calendar, invoice.issuedOn, rng.int(6, 30));
    if (issuedOn > last) continue;
    const type: ItemType = rng.chance(0.78) ? 'credit_note' : 'unapplied_payment';
    const share = type === 'credit_note' ? rng.pick([5, 10, 10, 20, 25, 100]) : rng.int(20, 100);
    credits.push(credit(rng, type, invoice, share, issuedOn, addBusinessDays(calendar, issuedOn, rng.int(8, 45))));
  }
  return credits;
}

/** `share` is percent of the invoice; `clearedOn` null leaves it open. */
export function credit(
  rng: Rng,
  type: ItemType,
  invoice: { customerKey: string; currency: CurrencyCode; amountMinor: Minor; poNumber: string | null },
  share: number,
  issuedOn: IsoDate,
  clearedOn: IsoDate | null,
): Draft {
  const amountMinor = -Math.max(1000, Math.round((invoice.amountMinor * share) / 100));
  return {
    number: '',
    customerKey: invoice.customerKey,
    type,
    currency: invoice.currency,
    amountMinor,
    issuedOn,
    dueOn: issuedOn,
    poNumber: type === 'credit_note' ? invoice.poNumber : null,
    disputed: false,
    payments: clearedOn === null ? [] : [payment(rng, clearedOn, amountMinor, 'offset')],
  };
}

const NUMBERS: Readonly<Record<ItemType, readonly [prefix: string, first: number]>> = {
  invoice: ['INV-', 204_117],
  credit_note: ['CN-', 30_652],
  unapplied_payment: ['UP-', 8_041],
};

/** Numbers in order of issue, one series a type, as an ERP gives them. */
export function numbered(drafts: Draft[]): Draft[] {
  const sorted = drafts
    .map((draft, place) => ({ draft, place }))
    .sort((a, b) =>
      a.draft.issuedOn === b.draft.issuedOn ? a.place - b.place : a.draft.issuedOn < b.draft.issuedOn ? -1 : 1,
    );
  const given: Partial<Record<ItemType, number>> = {};
  return sorted.map(({ draft }) => {
    const [prefix, first] = NUMBERS[draft.type];
    const n = given[draft.type] ?? 0;
    given[draft.type] = n + 1;
    draft.number = `${prefix}${first + n}`;
    return draft;
  });
}

function later(a: IsoDate, b: IsoDate): IsoDate {
  return a > b ? a : b;
}

function earlier(a: IsoDate, b: IsoDate): IsoDate {
  return a < b ? a : b;
}
