import { isBusinessDay } from '@shared/domain/calendar';
import { addDays, daysBetween } from '@shared/domain/dates';
import { PAYER_TYPES } from '@shared/domain/model';
import { describe, expect, it } from 'vitest';
import { openRowsAt } from '../../../src/main/data/sample/csv';
import { generateSample, SAMPLE_SEED } from '../../../src/main/data/sample/generate';
import { type SamplePortfolio, sampleOpen } from '../../../src/main/data/sample/model';

/** Working days, weekends, the days after holidays, a leap day and other seeds. */
const MORNINGS: readonly [seed: number, today: string][] = [
  [SAMPLE_SEED, '2026-11-23'],
  [SAMPLE_SEED, '2026-11-21'],
  [SAMPLE_SEED, '2027-01-02'],
  [SAMPLE_SEED, '2027-03-30'],
  [SAMPLE_SEED, '2028-02-29'],
  [1, '2026-12-28'],
  [77, '2027-08-15'],
];
const portfolios = MORNINGS.map(([seed, today]) => generateSample(seed, today));

const calendarOf = (portfolio: SamplePortfolio) => ({
  weekend: new Set([0, 6]),
  closed: new Set(portfolio.closedDays.map((day) => day.date)),
});
const byCode = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

describe('the generated portfolio', () => {
  it('is the same for the same seed and day, and another for another seed', () => {
    const again = generateSample(SAMPLE_SEED, '2026-11-23');
    expect(JSON.stringify(again)).toBe(JSON.stringify(portfolios[0]));
    expect(JSON.stringify(generateSample(SAMPLE_SEED + 1, '2026-11-23'))).not.toBe(JSON.stringify(portfolios[0]));
  });

  it.each(MORNINGS.map((morning, i) => [...morning, i] as const))(
    'has its size with seed %i on %s',
    (_seed, _today, i) => {
      const { customers, items, activities } = portfolios[i]!;
      expect(customers.length).toBeGreaterThanOrEqual(110);
      expect(customers.length).toBeLessThanOrEqual(130);
      expect(items.length).toBeGreaterThanOrEqual(2300);
      expect(items.length).toBeLessThanOrEqual(2700);
      expect(activities.length).toBeGreaterThan(700);
      expect(new Set(items.map((item) => item.number)).size).toBe(items.length);
      expect(new Set(customers.map((customer) => customer.key)).size).toBe(customers.length);
      expect(new Set(customers.map((customer) => customer.name)).size).toBe(customers.length);
    },
  );

  it.each(MORNINGS.map((morning, i) => [...morning, i] as const))(
    'lies in the past with seed %i on %s, but for what is due or agreed',
    (_seed, today, i) => {
      const portfolio = portfolios[i]!;
      const { dates, items, activities } = portfolio;
      const calendar = calendarOf(portfolio);
      expect(dates.history < dates.before && dates.before < dates.last && dates.last < today).toBe(true);
      for (const date of Object.values(dates)) expect(isBusinessDay(calendar, date), date).toBe(true);
      let between = addDays(dates.last, 1);
      for (; between < today; between = addDays(between, 1))
        expect(isBusinessDay(calendar, between), between).toBe(false);
      for (const item of items) {
        expect(item.issuedOn <= dates.last && item.issuedOn >= addDays(today, -730), item.number).toBe(true);
        expect(isBusinessDay(calendar, item.issuedOn), `${item.number} ${item.issuedOn}`).toBe(true);
        for (const payment of item.payments) {
          expect(payment.on <= dates.last && payment.on >= item.issuedOn, item.number).toBe(true);
          expect(isBusinessDay(calendar, payment.on), `${item.number} paid ${payment.on}`).toBe(true);
        }
      }
      for (const activity of activities) {
        expect(activity.on <= dates.last, JSON.stringify(activity)).toBe(true);
        expect(isBusinessDay(calendar, activity.on), JSON.stringify(activity)).toBe(true);
        const { promise, dispute } = activity;
        if (promise) expect(promise.promisedFor >= activity.on).toBe(true);
        for (const on of [promise?.drafted?.on, promise?.confirmed?.on, promise?.withdrawn?.on, dispute?.resolved?.on])
          if (on !== undefined) expect(on <= today && on >= activity.on, `${on} after ${activity.on}`).toBe(true);
      }
    },
  );

  it('never lets an item fall below nothing, and shows its returned payments as open again', () => {
    for (const { items } of portfolios)
      for (const item of items) {
        const sign = Math.sign(item.amountMinor);
        for (const { on } of item.payments) {
          const open = sampleOpen(item, on) * sign;
          expect(open >= 0 && open <= item.amountMinor * sign, `${item.number} on ${on}`).toBe(true);
        }
      }
    const { items, dates } = portfolios[0]!;
    const returned = items.filter((item) =>
      item.payments.some((payment) => Math.sign(payment.minor) !== Math.sign(item.amountMinor)),
    );
    expect(returned.length).toBe(2);
    for (const item of returned) {
      expect(sampleOpen(item, dates.before)).toBe(0);
      expect(sampleOpen(item, dates.last)).toBe(item.amountMinor);
    }
  });

  it('lists as open what its items less its settlements are', () => {
    for (const portfolio of portfolios)
      for (const on of Object.values(portfolio.dates)) {
        const listed = openRowsAt(portfolio, on).reduce((sum, row) => sum + row.openMinor, 0);
        const items = portfolio.items.filter((item) => item.issuedOn <= on);
        const settled = items.flatMap((item) => item.payments).filter((payment) => payment.on <= on);
        const sum = items.reduce((total, item) => total + item.amountMinor, 0);
        expect(listed).toBe(sum - settled.reduce((total, payment) => total + payment.minor, 0));
        expect(openRowsAt(portfolio, on).length).toBeGreaterThan(150);
      }
  });

  it('promises and disputes only what is open on that day, in one currency and not more than is open', () => {
    for (const { items, activities } of portfolios) {
      const known = new Map(items.map((item) => [item.number, item]));
      for (const { on, promise, dispute, customerKey } of activities) {
        for (const number of [...(promise?.items ?? []), ...(dispute?.items ?? [])]) {
          const item = known.get(number)!;
          expect(item.customerKey).toBe(customerKey);
          expect(sampleOpen(item, on), `${number} on ${on}`).toBeGreaterThan(0);
          if (promise) expect(item.currency).toBe(promise.currency);
        }
        if (!promise) continue;
        const open = promise.items.reduce((sum, number) => sum + sampleOpen(known.get(number)!, on), 0);
        expect(promise.minor > 0 && promise.minor <= open).toBe(true);
      }
    }
  });

  it('has every payer type, two currencies, customers with both, credits, part payments and flags of the ERP', () => {
    for (const { customers, items, dates } of portfolios) {
      expect([...new Set(customers.map((c) => c.payerType))].filter((t) => t !== null).sort(byCode)).toEqual(
        [...PAYER_TYPES].sort(byCode),
      );
      expect(new Set(items.map((item) => item.currency))).toEqual(new Set(['EUR', 'GBP']));
      const both = customers.filter(
        (c) => new Set(items.filter((i) => i.customerKey === c.key).map((i) => i.currency)).size === 2,
      );
      expect(both.length).toBeGreaterThanOrEqual(2);
      for (const type of ['credit_note', 'unapplied_payment'] as const)
        expect(
          items.some((item) => item.type === type && sampleOpen(item, dates.last) < 0),
          type,
        ).toBe(true);
      expect(items.filter((item) => item.payments.length >= 2).length).toBeGreaterThan(40);
      expect(items.some((item) => item.disputed && sampleOpen(item, dates.last) > 0)).toBe(true);
      expect(items.some((item) => item.dueOn === null && sampleOpen(item, dates.last) > 0)).toBe(true);
      expect(new Set(customers.map((c) => c.termsDays))).toEqual(new Set([14, 30, 45, 60, null]));
      expect(
        customers
          .map((c) => c.standing)
          .filter((s) => s !== 'normal')
          .sort(byCode),
      ).toEqual(['do_not_contact', 'proceedings']);
      expect(customers.filter((c) => c.hold).length).toBe(1);
      expect(customers.filter((c) => c.snooze).length).toBe(1);
    }
  });

  it('gives most customers to the two collectors and leaves a few to nobody', () => {
    for (const { customers, users, me } of portfolios) {
      const of = (user: number | null) => customers.filter((c) => c.assignee === user).length;
      expect(users.map((user) => user.role)).toEqual(['manager', 'collector', 'collector']);
      expect(users[me]?.role).toBe('collector');
      expect(of(1)).toBeGreaterThan(45);
      expect(of(2)).toBeGreaterThan(30);
      expect(of(null)).toBeGreaterThan(0);
      expect(of(null)).toBeLessThan(12);
    }
  });

  it('names only people and numbers that cannot exist', () => {
    const phones =
      /^\+(49 (30 23125|40 66969|69 90009|89 99998) \d{3}|44 (20 7946 0|161 496 0|1632 960)\d{3}|33 (1 99 00|4 65 71) \d\d \d\d|46 8 465 004 \d\d|1 202-555-01\d\d)$/;
    for (const { customers } of portfolios)
      for (const contact of customers.flatMap((customer) => customer.contacts)) {
        if (contact.email !== null) expect(contact.email).toMatch(/^[a-z.-]+@([a-z0-9-]+\.)?example\.(com|org|net)$/);
        if (contact.phone !== null) expect(contact.phone).toMatch(phones);
      }
  });

  it('draws amounts with a long tail, round ones and ones with cents', () => {
    const invoices = portfolios[0]!.items.filter((item) => item.type === 'invoice').map((item) => item.amountMinor);
    const sorted = invoices.toSorted((a, b) => a - b);
    const median = sorted[Math.floor(sorted.length / 2)]!;
    const mean = sorted.reduce((sum, minor) => sum + minor, 0) / sorted.length;
    expect(mean / median).toBeGreaterThan(1.25);
    const share = (test: (minor: number) => boolean) => invoices.filter(test).length / invoices.length;
    expect(share((minor) => minor % 5000 === 0)).toBeGreaterThan(0.1);
    expect(share((minor) => minor % 100 !== 0)).toBeGreaterThan(0.4);
  });

  it('writes its notes in at least 60 ways, and fills every blank', () => {
    const notes = portfolios.flatMap(({ activities }) =>
      activities.flatMap((a) => [a.note, a.promise?.drafted?.text, a.promise?.confirmed?.text]),
    );
    const written = notes.filter((note) => typeof note === 'string');
    for (const note of written) expect(note).not.toMatch(/[{}]|undefined|null|NaN/);
    const shapes = new Set(
      written.map((note) => note.replace(/[\p{Lu}€£][\p{L}'.-]*|\d\S*/gu, '#').replace(/(# ?)+/g, '#')),
    );
    expect(shapes.size).toBeGreaterThanOrEqual(60);
  });

  it('keeps a customer that was good for a year and pays late since', () => {
    for (const { customers, items, today } of portfolios) {
      const slipping = customers.filter((customer) => {
        const late = (from: string, to: string) => {
          const days = items
            .filter(
              (i) =>
                i.customerKey === customer.key &&
                i.type === 'invoice' &&
                i.dueOn !== null &&
                i.dueOn >= from &&
                i.dueOn < to &&
                i.payments.length > 0,
            )
            .map((i) => daysBetween(i.dueOn!, i.payments.at(-1)!.on));
          return days.length < 3 ? null : days.reduce((sum, d) => sum + d, 0) / days.length;
        };
        const [then, lately] = [late('2000-01-01', addDays(today, -385)), late(addDays(today, -385), today)];
        return then !== null && lately !== null && then < 10 && lately > 40;
      });
      expect(slipping.length).toBeGreaterThanOrEqual(1);
    }
  });
});
