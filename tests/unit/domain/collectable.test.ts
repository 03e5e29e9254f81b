import { fc, test } from '@fast-check/vitest';
import { chaseFrom, collectable, disputedMinor, holdActive, standings } from '@shared/domain/collectable';
import { judgeCommitments } from '@shared/domain/commitments/judge';
import { addDays } from '@shared/domain/dates';
import type { CustomerBook, Item } from '@shared/domain/model';
import type { Settings } from '@shared/domain/settings';
import { describe, expect, it } from 'vitest';
import { between, bookOf, context, credit, dispute, invoice, payment, promise, settled } from './rule-books';

const AS_OF = '2026-03-16';

function stand(book: CustomerBook, asOf = AS_OF, lists: string[] = [], settings: Partial<Settings> = {}) {
  const ctx = context(asOf, settings, lists);
  const all = standings(book, ctx, judgeCommitments(book, ctx));
  const find = (number: string) => all.find((standing) => standing.item.number === number);
  return {
    all,
    chaseable: (number: string) => find(number)?.chaseableMinor,
    promised: (number: string) => find(number)?.promisedMinor,
    covered: (number: string) => find(number)?.coveredMinor,
    disputed: (number: string) => find(number)?.disputedMinor,
    collectable: collectable(book, ctx, all),
  };
}

describe('the chase-from day', () => {
  it('is the first business day after the due date', () => {
    expect(chaseFrom(invoice('A', 100, { dueOn: '2026-03-13' }), context(AS_OF))).toBe('2026-03-16');
    expect(chaseFrom(invoice('A', 100, { dueOn: null }), context(AS_OF))).toBeNull();
  });

  it('leaves an item alone until then', () => {
    const book = bookOf([invoice('A', 100, { dueOn: '2026-03-13' })]);
    expect(stand(book, '2026-03-13').chaseable('A')).toBe(0);
    expect(stand(book, '2026-03-15').chaseable('A')).toBe(0);
    expect(stand(book, '2026-03-16').chaseable('A')).toBe(100);
  });

  it('never comes for an item without a due date', () => {
    expect(stand(bookOf([invoice('A', 100, { dueOn: null })])).all[0]).toMatchObject({
      bucket: 'noDueDate',
      daysPastDue: null,
      chaseableMinor: 0,
    });
  });
});

describe('standings', () => {
  it('hold every item with something open, with its bucket and days', () => {
    const items = [
      invoice('A', 100),
      invoice('B', 100, { settlements: [payment('2026-03-01', 100)] }),
      invoice('C', 100, { knownFrom: '2026-03-17' }),
      credit('P', 30, '2026-03-01'),
    ];
    expect(stand(bookOf(items)).all).toEqual([
      {
        item: items[0],
        openMinor: 100,
        daysPastDue: 43,
        bucket: 'd31_60',
        disputedMinor: 0,
        promisedMinor: 0,
        coveredMinor: 0,
        chaseableMinor: 100,
      },
      {
        item: items[3],
        openMinor: -30,
        daysPastDue: null,
        bucket: 'credits',
        disputedMinor: 0,
        promisedMinor: 0,
        coveredMinor: 0,
        chaseableMinor: 0,
      },
    ]);
  });

  it('have nothing chaseable on hold, from its first day to its last', () => {
    const hold = { from: '2026-03-10', until: '2026-03-16', reason: 'audit' };
    const book = bookOf([invoice('A', 100)], {}, { hold });
    const days = ['2026-03-09', '2026-03-10', '2026-03-16', '2026-03-17'];
    expect(days.map((day) => stand(book, day).chaseable('A'))).toEqual([100, 0, 0, 100]);
    expect(days.map((day) => holdActive(book.customer, day))).toEqual([false, true, true, false]);
    expect(holdActive({ ...book.customer, hold: { ...hold, until: null } }, '2030-01-01')).toBe(true);
    expect(holdActive({ ...book.customer, hold: null }, AS_OF)).toBe(false);
  });

  it('have nothing chaseable in litigation', () => {
    expect(stand(bookOf([invoice('A', 100)], {}, { standing: 'litigation' })).chaseable('A')).toBe(0);
  });

  it('have nothing chaseable of an overdue credit note', () => {
    const note = credit('G', 100, '2026-01-01', { type: 'credit_note', dueOn: '2026-01-31' });
    expect(stand(bookOf([note])).chaseable('G')).toBe(0);
  });
});

describe('the disputed part', () => {
  const item = (some: Partial<Item> = {}) => invoice('A', 1000, some);

  it('is off the chase from the day the dispute opens until it is answered in our favour', () => {
    const a = item();
    const disputes = [
      dispute('d', [a], '2026-03-10', { partMinor: 300, resolved: { on: '2026-03-20', inFavourOf: 'us' } }),
    ];
    const book = bookOf([a], { disputes });
    const days = ['2026-03-09', '2026-03-10', '2026-03-19', '2026-03-20'];
    expect(days.map((day) => stand(book, day).chaseable('A'))).toEqual([1000, 700, 700, 1000]);
    expect(days.map((day) => disputedMinor(a, book, day))).toEqual([0, 300, 300, 0]);
  });

  it('is the whole item unless a part is named, and never more than is open', () => {
    const a = item({ settlements: [payment('2026-03-01', 800)] });
    expect(stand(bookOf([a], { disputes: [dispute('d', [a], '2026-03-10')] })).disputed('A')).toBe(200);
    const part = [dispute('d', [a], '2026-03-10', { partMinor: 300 })];
    expect(stand(bookOf([a], { disputes: part })).disputed('A')).toBe(200);
  });

  it('of several items falls on them in the order named', () => {
    const [a, b] = [invoice('A', 100), invoice('B', 500)];
    const disputes = [dispute('d', [b, a], '2026-03-10', { partMinor: 550 })];
    const found = stand(bookOf([a, b], { disputes }));
    expect([found.disputed('A'), found.disputed('B')]).toEqual([50, 500]);
  });

  it('of two disputes adds up, and never counts the same money twice', () => {
    const a = item();
    const disputes = [
      dispute('d2', [a], '2026-03-11', { partMinor: 900 }),
      dispute('d1', [a], '2026-03-10', { partMinor: 300 }),
    ];
    expect(stand(bookOf([a], { disputes })).disputed('A')).toBe(1000);
    const b = invoice('B', 1000);
    const mixed = [dispute('d1', [a, b], '2026-03-10', { partMinor: 300 }), dispute('d2', [a], '2026-03-11')];
    const found = stand(bookOf([a, b], { disputes: mixed }));
    expect([found.disputed('A'), found.disputed('B')]).toEqual([1000, 300]);
  });

  it('by the ledger’s mark is the whole item from its issue date until it is settled', () => {
    const a = item({ ledgerDisputed: true, issuedOn: '2026-03-10', knownFrom: '2026-03-01' });
    const found = ['2026-03-09', '2026-03-10'].map((day) => stand(bookOf([a]), day).disputed('A'));
    expect(found).toEqual([0, 1000]);
    const unknown = item({ ledgerDisputed: true, issuedOn: null, settlements: [payment('2026-03-12', 1000)] });
    expect(disputedMinor(unknown, bookOf([unknown]), '2026-03-11')).toBe(1000);
    expect(disputedMinor(unknown, bookOf([unknown]), '2026-03-12')).toBe(0);
  });

  it('ignores disputes of items the customer does not have, and of credits', () => {
    const note = credit('G', 100, '2026-01-01', { type: 'credit_note' });
    const a = item();
    const disputes = [dispute('d', [note, invoice('X', 5)], '2026-03-10', { partMinor: 300 })];
    expect(stand(bookOf([a, note], { disputes })).all.map((standing) => standing.disputedMinor)).toEqual([0, 0]);
  });
});

describe('a dispute answered in the customer’s favour', () => {
  const pending = { partMinor: 300, resolved: { on: '2026-03-12', inFavourOf: 'customer' as const } };

  it('keeps its part off the chase as credit pending until the credit has come', () => {
    const a = invoice('A', 1000, { settlements: [settled('closed', '2026-03-25', 300, { reason: 'credited' })] });
    const book = bookOf([a], { disputes: [dispute('d', [a], '2026-03-10', pending)] });
    expect(stand(book, '2026-03-24').chaseable('A')).toBe(700);
    expect(stand(book, '2026-03-25').chaseable('A')).toBe(700);
    expect(stand(book, '2026-03-25').disputed('A')).toBe(0);
  });

  it('takes a later fall of exactly its part for the credit, another one for a payment', () => {
    const credited = invoice('A', 1000, { settlements: [between('2026-03-13', '2026-03-16', 300)] });
    const disputes = [dispute('d', [credited], '2026-03-10', pending)];
    expect(stand(bookOf([credited], { disputes })).chaseable('A')).toBe(700);
    const paid = invoice('A', 1000, { settlements: [between('2026-03-13', '2026-03-16', 250)] });
    expect(stand(bookOf([paid], { disputes })).chaseable('A')).toBe(450);
  });

  it('is pending from the day it is answered, and a credit of the opening day is its credit', () => {
    const a = invoice('A', 1000, { settlements: [settled('closed', '2026-03-10', 300, { reason: 'credited' })] });
    const book = bookOf([a], { disputes: [dispute('d', [a], '2026-03-10', pending)] });
    expect(['2026-03-11', '2026-03-12'].map((day) => stand(book, day).disputed('A'))).toEqual([300, 0]);
    const sameDay = invoice('A', 1000, { settlements: [between('2026-03-09', '2026-03-12', 300)] });
    const known = bookOf([sameDay], { disputes: [dispute('d', [sameDay], '2026-03-10', pending)] });
    expect(stand(known, '2026-03-12').disputed('A')).toBe(300);
  });

  it('answers no credit note of another currency, nor before its day', () => {
    const [a, u] = [invoice('A', 1000), invoice('U', 1000, { currency: 'USD' })];
    const note = credit('G', 300, '2026-03-11', { type: 'credit_note' });
    const disputes = [dispute('d', [u], '2026-03-10', pending)];
    expect(stand(bookOf([a, u, note], { disputes })).collectable).toEqual([
      { currency: 'EUR', minor: 700 },
      { currency: 'USD', minor: 700 },
    ]);
    const own = bookOf([a, note], { disputes: [dispute('d', [a], '2026-03-10', pending)] });
    expect(['2026-03-11', '2026-03-12'].map((day) => stand(own, day).collectable[0]?.minor)).toEqual([400, 700]);
  });

  it('counts once with the credit note that answers it', () => {
    const a = invoice('A', 1000);
    const disputes = [dispute('d', [a], '2026-03-10', pending)];
    const note = credit('G', 300, '2026-03-14', { type: 'credit_note' });
    expect(stand(bookOf([a], { disputes })).collectable).toEqual([{ currency: 'EUR', minor: 700 }]);
    expect(stand(bookOf([a, note], { disputes })).collectable).toEqual([{ currency: 'EUR', minor: 700 }]);
    const larger = credit('G', 400, '2026-03-14', { type: 'credit_note' });
    expect(stand(bookOf([a, larger], { disputes })).collectable).toEqual([{ currency: 'EUR', minor: 600 }]);
    const money = credit('P', 300, '2026-03-14');
    expect(stand(bookOf([a, money], { disputes })).collectable).toEqual([{ currency: 'EUR', minor: 400 }]);
  });
});

describe('the promised part', () => {
  const [a, b] = [invoice('A', 400), invoice('B', 1000)];

  it('is off the chase while the promise is open and pauses', () => {
    const commitments = [promise('c', 1000, '2026-03-13', '2026-03-20', [[a, 400], [b, 1000]])]; // biome-ignore format: pairs
    const found = stand(bookOf([a, b], { commitments }));
    expect([found.promised('A'), found.promised('B')]).toEqual([400, 600]);
    expect([found.chaseable('A'), found.chaseable('B')]).toEqual([0, 400]);
  });

  it('comes back when the promise is broken, withdrawn, or pauses nothing', () => {
    const of = (some: object, promisedFor = '2026-03-20') => [
      promise('c', 400, '2026-03-13', promisedFor, [[a, 400]], some),
    ];
    expect(stand(bookOf([a], { commitments: of({}) }), '2026-03-24', []).chaseable('A')).toBe(0);
    expect(stand(bookOf([a], { commitments: of({}) }), '2026-03-25', ['2026-03-25']).chaseable('A')).toBe(400);
    const withdrawn = of({ withdrawn: { on: '2026-03-14', why: 'mistake' } });
    expect(stand(bookOf([a], { commitments: withdrawn })).chaseable('A')).toBe(400);
    expect(stand(bookOf([a], { commitments: of({}, '2026-04-13') })).chaseable('A')).toBe(400);
    expect(stand(bookOf([a], { commitments: of({ pauseWhy: 'plan agreed' }, '2026-04-13') })).chaseable('A')).toBe(0);
  });

  it('shrinks with what was paid toward it', () => {
    const paid = invoice('B', 1000, { settlements: [payment('2026-03-14', 300)] });
    const commitments = [promise('c', 1000, '2026-03-13', '2026-03-20', [[paid, 1000]])];
    const found = stand(bookOf([paid], { commitments }));
    expect([found.promised('B'), found.chaseable('B')]).toEqual([700, 0]);
  });

  it('holds back nothing of items in another currency', () => {
    const dollars = invoice('D', 400, { currency: 'USD' });
    const commitments = [promise('c', 400, '2026-03-13', '2026-03-20', [[dollars, 400]])];
    expect(stand(bookOf([dollars], { commitments })).chaseable('D')).toBe(400);
  });

  it('of two promises holds back each cent once', () => {
    const commitments = [
      promise('c1', 700, '2026-03-12', '2026-03-18', [[b, 1000]]),
      promise('c2', 700, '2026-03-13', '2026-03-20', [[b, 1000]]),
    ];
    const found = stand(bookOf([b], { commitments }));
    expect([found.promised('B'), found.chaseable('B')]).toEqual([1000, 0]);
  });

  it('adds to the disputed part, down to nothing chaseable', () => {
    const commitments = [promise('c', 500, '2026-03-13', '2026-03-20', [[b, 1000]])];
    const disputes = [dispute('d', [b], '2026-03-10', { partMinor: 300 })];
    expect(stand(bookOf([b], { commitments, disputes })).chaseable('B')).toBe(200);
    const more = [dispute('d', [b], '2026-03-10', { partMinor: 800 })];
    expect(stand(bookOf([b], { commitments, disputes: more })).chaseable('B')).toBe(0);
  });
});

describe('collectable', () => {
  it('is what is chaseable less unapplied credits, per currency, and never negative', () => {
    const items = [
      invoice('A', 1000),
      invoice('U', 700, { currency: 'USD' }),
      invoice('C', 100, { currency: 'CHF' }),
      credit('P', 300, '2026-03-01'),
      credit('Q', 400, '2026-03-01', { currency: 'CHF' }),
    ];
    expect(stand(bookOf(items)).collectable).toEqual([
      { currency: 'EUR', minor: 700 },
      { currency: 'USD', minor: 700 },
    ]);
  });

  it('counts what an invoice was overpaid by as a credit', () => {
    const items = [invoice('A', 1000), invoice('B', 100, { settlements: [payment('2026-03-01', 350)] })];
    expect(stand(bookOf(items)).collectable).toEqual([{ currency: 'EUR', minor: 750 }]);
  });

  it('does not take off again a credit that already counts toward a commitment: it covers its items', () => {
    const [a, b] = [invoice('A', 1000), invoice('B', 400)];
    const commitments = [promise('c', 1000, '2026-03-10', '2026-03-20', [[a, 1000]])];
    const found = stand(bookOf([a, b, credit('P', 300, '2026-03-13')], { commitments }));
    expect([found.covered('A'), found.promised('A'), found.chaseable('A')]).toEqual([300, 700, 0]);
    expect(found.collectable).toEqual([{ currency: 'EUR', minor: 400 }]);
  });

  it('does not ask again for a promise kept by money that only waits to be matched', () => {
    const [a, b] = [invoice('A', 500), invoice('B', 1000)];
    const commitments = [promise('c', 500, '2026-03-10', '2026-03-13', [[a, 500]])];
    const found = stand(bookOf([a, b, credit('P', 500, '2026-03-12')], { commitments }));
    expect([found.chaseable('A'), found.chaseable('B')]).toEqual([0, 1000]);
    expect(found.collectable).toEqual([{ currency: 'EUR', minor: 1000 }]);
  });

  it('takes a credit off where its commitment’s items have no room for it', () => {
    const [a, b] = [invoice('A', 200), invoice('B', 1000)];
    const commitments = [promise('c', 500, '2026-03-10', '2026-03-13', [[a, 200]])];
    const found = stand(bookOf([a, b, credit('P', 500, '2026-03-12')], { commitments }));
    expect(found.covered('A')).toBe(200);
    expect(found.collectable).toEqual([{ currency: 'EUR', minor: 700 }]);
  });
});

describe('properties of the collectable amount', () => {
  const SEED = { seed: 20261121, numRuns: 300 };
  const day = fc.integer({ min: 1, max: 60 }).map((n) => addDays('2026-02-10', n));
  const book = fc
    .record({
      amounts: fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 6, size: 'max' }),
      credits: fc.array(fc.tuple(fc.integer({ min: 1, max: 1500 }), day), { maxLength: 4 }),
      promises: fc.array(fc.tuple(fc.integer({ min: 1, max: 1500 }), day, fc.nat(20), fc.nat(5)), { maxLength: 5 }),
      disputes: fc.array(fc.tuple(fc.option(fc.integer({ min: 1, max: 800 }), { nil: null }), day, fc.nat(5)), {
        maxLength: 3,
      }),
    })
    .map(({ amounts, credits, promises, disputes }) => {
      const items = amounts.map((minor, i) => invoice(`A${i}`, minor, { dueOn: addDays('2026-02-01', i * 9) }));
      const at = (n: number) => items[n % items.length] as Item;
      return bookOf([...items, ...credits.map(([minor, on], i) => credit(`P${i}`, minor, on))], {
        commitments: promises.map(([minor, on, wait, n], i) =>
          promise(`c${i}`, minor, on, addDays(on, wait), [[at(n), at(n).amountMinor]]),
        ),
        disputes: disputes.map(([partMinor, on, n], i) => dispute(`d${i}`, [at(n), at(n + 1)], on, { partMinor })),
      });
    });
  const eur = (found: ReturnType<typeof stand>) => found.collectable[0]?.minor ?? 0;

  test.prop([book, day], SEED)('no part of an item is held back beyond what is open', (someBook, asOf) => {
    for (const standing of stand(someBook, asOf, ['2026-03-09', '2026-03-23']).all) {
      const { openMinor, disputedMinor: off, promisedMinor, coveredMinor = 0, chaseableMinor } = standing;
      expect(off).toBeLessThanOrEqual(Math.max(0, openMinor));
      expect(promisedMinor + coveredMinor).toBeLessThanOrEqual(Math.max(0, openMinor));
      expect([0, Math.max(0, openMinor - off - promisedMinor - coveredMinor)]).toContain(chaseableMinor);
    }
  });

  test.prop([book, day, fc.integer({ min: 1, max: 1500 }), day], SEED)(
    'money that comes in unapplied never raises what is asked for',
    (someBook, asOf, minor, on) => {
      const more = { ...someBook, items: [...someBook.items, credit('NEW', minor, on)] };
      // A tolerance would let 99 of 100 keep a promise and put the last 1 back on the chase.
      const exact = { toleranceAmountPercent: 0 };
      expect(eur(stand(more, asOf, [], exact))).toBeLessThanOrEqual(eur(stand(someBook, asOf, [], exact)));
    },
  );

  test.prop([book, day], SEED)('never asks for more than the customer owes on balance', (someBook, asOf) => {
    const found = stand(someBook, asOf, ['2026-03-09', '2026-03-23']);
    const balance = found.all.reduce((sum, standing) => sum + standing.openMinor, 0);
    expect(eur(found)).toBeLessThanOrEqual(Math.max(0, balance));
  });
});
