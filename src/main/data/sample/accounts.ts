import type { CurrencyCode } from '@shared/domain/model';
import type { SampleCustomer } from './model';
import { type Company, makeContacts, pickCompanies } from './people';
import { type Behaviour, dealBehaviours, dealPayers, PROFILES } from './profiles';
import type { Rng } from './rng';

/** A customer with what only the generator knows of it. */
export interface Account {
  customer: SampleCustomer;
  behaviour: Behaviour;
  /** Own mean of days late. */
  meanLate: number;
  /** Median invoice in minor units. */
  medianMinor: number;
  /** Relative number of invoices. */
  weight: number;
  pricing: 'round' | 'vat' | 'cents';
  /** Weekday of its payment run, or null where it pays any day. */
  payDay: number | null;
  /** First days on which it was a customer, counted back from today. */
  sinceDays: number;
  ordersBy: 'none' | 'plain' | 'sap' | 'slash';
  rng: Rng;
}

const TAGS = [
  'framework contract',
  'credit insured',
  'e-invoice',
  'key account',
  'export',
  'consignment stock',
] as const;

/** About 120 customers with behaviour, payer type, currencies, terms and contacts; desk decisions follow later. */
export function makeAccounts(root: Rng): Account[] {
  const rng = root.fork('accounts');
  const count = rng.int(116, 124);
  const companies = pickCompanies(rng, count);
  const behaviours = dealBehaviours(rng, count);
  const payers = dealPayers(rng, behaviours);
  let key = 10_020;
  return companies.map((company, i) => {
    key += rng.int(1, 9);
    const own = root.fork(`account ${key}`);
    const behaviour = behaviours[i] as Behaviour;
    const [from, to] = PROFILES[behaviour].mean;
    const medianMinor = Math.round(100 * Math.min(14_000, Math.max(260, Math.exp(own.normal(Math.log(1900), 0.75)))));
    return {
      customer: {
        key: String(key),
        name: company.name,
        country: company.country,
        industry: company.industry,
        currencies: currenciesOf(own, company),
        termsDays: Number(own.weighted({ '14': 18, '30': 50, '45': 12, '60': 20 })),
        creditLimitMinor: null,
        assignee: null,
        payerType: payers[i] ?? null,
        standing: 'normal',
        tags: own.chance(0.25) ? [own.pick(TAGS)] : [],
        hold: null,
        snooze: null,
        contacts: makeContacts(own, company),
      },
      behaviour,
      meanLate: own.int(from, to),
      medianMinor,
      weight: Math.exp(own.normal(0, 0.6)),
      pricing: own.weighted({ cents: 50, vat: company.country === 'DE' ? 40 : 5, round: 22 }),
      payDay: own.chance(0.45) ? own.pick([2, 4, 4, 5]) : null,
      sinceDays: behaviour === 'fresh' ? own.int(45, 110) : own.chance(0.78) ? 730 : own.int(400, 700),
      ordersBy: own.weighted({ none: 30, plain: 40, sap: 20, slash: 10 }),
      rng: own,
    };
  });
}

function currenciesOf(rng: Rng, { country }: Company): CurrencyCode[] {
  if (country === 'GB') return rng.chance(0.35) ? ['GBP', 'EUR'] : ['GBP'];
  if (country === 'IE') return ['EUR', 'GBP'];
  return ['EUR'];
}
