import type { RuleContext } from '@shared/domain/context';
import type { Commitment, CustomerBook, Dispute, Item, Settlement } from '@shared/domain/model';
import { DEFAULT_SETTINGS, type Settings } from '@shared/domain/settings';

/** Small books for the tests of the rules: only what a test says differs from a plain customer of the source `main`. */

export const WEEKEND = { weekend: new Set([0, 6]), closed: new Set<string>() };

export function context(asOf: string, settings: Partial<Settings> = {}, lists: readonly string[] = []): RuleContext {
  const listDates = new Map([['main', lists.filter((date) => date <= asOf).sort()]]);
  return { asOf, calendar: WEEKEND, settings: { ...DEFAULT_SETTINGS, ...settings }, listDates };
}

let lastId = 0;

export function invoice(number: string, amountMinor: number, some: Partial<Item> = {}): Item {
  lastId += 1;
  return {
    id: lastId,
    number,
    discriminator: '',
    type: 'invoice',
    currency: 'EUR',
    amountMinor,
    issuedOn: '2026-01-01',
    dueOn: '2026-02-01',
    knownFrom: some.issuedOn ?? '2026-01-01',
    poNumber: null,
    ledgerDisputed: false,
    settlements: [],
    ...some,
  };
}

/** An unapplied payment or a credit note; the amount is given as a positive number. */
export function credit(number: string, minor: number, on: string, some: Partial<Item> = {}): Item {
  return invoice(number, -minor, { type: 'unapplied_payment', issuedOn: on, knownFrom: on, dueOn: null, ...some });
}

export function settled(
  kind: Settlement['kind'],
  on: string,
  minor: number,
  some: Partial<Settlement> = {},
): Settlement {
  return { kind, on, minor, after: null, reason: kind === 'closed' ? 'paid' : null, ...some };
}

export const payment = (on: string, minor: number) => settled('payment', on, minor);
export const between = (after: string, on: string, minor: number) => settled('inferred', on, minor, { after });

export function promise(
  id: string,
  minor: number,
  madeOn: string,
  promisedFor: string,
  items: readonly (readonly [Item, number])[],
  some: Partial<Commitment> = {},
): Commitment {
  return {
    id,
    currency: 'EUR',
    minor,
    madeOn,
    promisedFor,
    recordedAt: `${madeOn}T09:00:00.000Z`,
    items: items.map(([item, openMinor]) => ({ number: item.number, discriminator: item.discriminator, openMinor })),
    contactName: null,
    written: { state: 'oral', on: null, via: null },
    withdrawn: null,
    superseded: null,
    pauseWhy: null,
    ...some,
  };
}

export function dispute(id: string, items: readonly Item[], openedOn: string, some: Partial<Dispute> = {}): Dispute {
  const refs = items.map(({ number, discriminator }) => ({ number, discriminator }));
  return {
    id,
    items: refs,
    type: 'price',
    reason: '',
    openedOn,
    answerOn: null,
    partMinor: null,
    resolved: null,
    ...some,
  };
}

export function bookOf(
  items: readonly Item[],
  some: Partial<Pick<CustomerBook, 'commitments' | 'disputes'>> = {},
  customer: Partial<CustomerBook['customer']> = {},
): CustomerBook {
  return {
    customer: {
      id: 1,
      source: 'main',
      key: 'C1',
      name: 'Customer',
      country: null,
      industry: null,
      creditLimit: null,
      termsDays: null,
      assignee: null,
      payerType: null,
      standing: 'normal',
      tags: [],
      hold: null,
      snooze: null,
      ...customer,
    },
    items,
    commitments: [],
    disputes: [],
    activities: [],
    contacts: [],
    ...some,
  };
}
