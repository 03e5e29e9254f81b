import type { CurrencyCode, Minor, Money, Score } from '../model';

/** What a rule of the hand-out may ask of a customer. */
export interface HandoutCustomer {
  id: number;
  key: string;
  name: string;
  source: string;
  country: string | null;
  tags: readonly string[];
  score: { score: Score };
  /** User id, or null when nobody has it. */
  assignee: string | null;
  /** Balances per currency, minor units. */
  open: readonly Money[];
  /** Past due per currency, minor units. */
  overdue: readonly Money[];
}

/** Stands for nobody where a user id is wanted. */
export const NOBODY = 'nobody';

/** Every part that is set must hold; an empty part asks nothing. */
export interface HandoutConditions {
  /** Whose customers: empty everybody's, NOBODY those of nobody and of people who left, else a user id. */
  holder: string;
  /** First letters of the name, both included: `A` to `F` holds for Adler and Fuchs, not for Gruber. Accents do not count. */
  nameFrom: string;
  nameTo: string;
  /** A part of the name, `*` for anything between: `muller*gmbh`. Case and accents do not count. */
  nameLike: string;
  /** Any of these country codes. */
  countries: readonly string[];
  scores: readonly Score[];
  /** Any of these. */
  tags: readonly string[];
  sources: readonly string[];
  /** What is open or overdue in one currency, in minor units: at least `from`, below `to`. */
  amount: { of: 'open' | 'overdue'; currency: CurrencyCode; from: Minor | null; to: Minor | null } | null;
}

export const MEASURES = ['overdue', 'open', 'customers'] as const;
/** What is spread evenly among several people. */
export type Measure = (typeof MEASURES)[number];

export interface HandoutRule {
  when: HandoutConditions;
  /** User ids: one gets them all, several get them evenly by the measure, none takes them back to nobody. */
  to: readonly string[];
  evenly: Measure;
}

export const NO_CONDITIONS: HandoutConditions = {
  holder: '',
  nameFrom: '',
  nameTo: '',
  nameLike: '',
  countries: [],
  scores: [],
  tags: [],
  sources: [],
  amount: null,
};

/** Whether a customer meets every part that is set. `active`: the people a customer can be of; those of others count as nobody's. */
export function meets(customer: HandoutCustomer, when: HandoutConditions, active: ReadonlySet<string>): boolean {
  const holder = customer.assignee !== null && active.has(customer.assignee) ? customer.assignee : NOBODY;
  const any = (wanted: readonly string[], has: readonly (string | null)[]) =>
    wanted.length === 0 || wanted.some((one) => has.includes(one));
  return (
    // Somebody who left can still be named.
    (when.holder === '' || when.holder === holder || when.holder === customer.assignee) &&
    inRange(folded(customer.name), folded(when.nameFrom), folded(when.nameTo)) &&
    isLike(folded(customer.name), folded(when.nameLike)) &&
    any(when.countries, [customer.country]) &&
    any(when.scores, [customer.score.score]) &&
    any(when.tags, customer.tags) &&
    any(when.sources, [customer.source]) &&
    hasAmount(customer, when.amount)
  );
}

/** Upper case without accents: people sort Ärzte under A. */
function folded(words: string): string {
  return words.trim().normalize('NFD').replace(/\p{M}/gu, '').toUpperCase();
}

function inRange(name: string, from: string, to: string): boolean {
  return (from === '' || name >= from) && (to === '' || name.slice(0, to.length) <= to);
}

function isLike(name: string, pattern: string): boolean {
  let at = 0;
  for (const part of pattern.split('*').filter(Boolean)) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return true;
}

function hasAmount(customer: HandoutCustomer, amount: HandoutConditions['amount']): boolean {
  if (amount === null) return true;
  const minor = minorIn(customer[amount.of], amount.currency);
  return (amount.from === null || minor >= amount.from) && (amount.to === null || minor < amount.to);
}

export function minorIn(sums: readonly Money[], currency: CurrencyCode): Minor {
  return sums.find((sum) => sum.currency === currency)?.minor ?? 0;
}
