import type { Input } from '@shared/contract';
import type { Outcome } from '@shared/domain/model';
import type { Db } from '../../../src/main/data/db/database';
import { commitImport } from '../../../src/main/data/import';
import { newDatabase, testEnv } from '../support/database';

/** Monday. */
export const TODAY = '2026-11-23';

type Row = [customer: string, number: string, due: string, open: number, currency?: string];

/** Imports an open-items list; open amounts in whole units, everything issued on 1 July 2026. */
export function takeList(db: Db, listDate: string, rows: readonly Row[], options: object = {}): void {
  const lines = rows.map(
    ([customer, number, due, open, currency = 'EUR']) =>
      `${customer};Firm ${customer};${number};2026-07-01;${due};${currency};${open}.00`,
  );
  const text = ['Customer No;Customer Name;Invoice No;Invoice Date;Due Date;Currency;Open Amount', ...lines].join('\n');
  const file = { name: 'list.csv', bytes: new TextEncoder().encode(text) };
  commitImport(db, file, { kind: 'open-items', listDate, ...options }, testEnv(listDate));
}

/** C1 owes 100 and 200 overdue and 400 later, C2 300 overdue, C3 80 overdue in dollars; the list is of Friday before today. */
export function smallPortfolio(): Db {
  const db = newDatabase();
  takeList(db, '2026-11-20', [
    ['C1', '1', '2026-09-01', 100],
    ['C1', '2', '2026-10-01', 200],
    ['C1', '5', '2026-12-15', 400],
    ['C2', '3', '2026-10-01', 300],
    ['C3', '4', '2026-10-01', 80, 'USD'],
  ]);
  return db;
}

export function customerId(db: Db, key: string): number {
  return db.value<number>('SELECT id FROM customer WHERE key = ?', key) as number;
}

export function itemId(db: Db, number: string): number {
  return db.value<number>('SELECT id FROM item WHERE number = ?', number) as number;
}

type LogInput = Input<'activities.log'>;

/** One save of the composer; a call unless said otherwise. */
export function save(db: Db, key: string, outcome: Outcome | null, more: Partial<LogInput> = {}): LogInput {
  return {
    asOf: TODAY,
    customerId: customerId(db, key),
    kind: 'call',
    outcome,
    contactName: null,
    note: null,
    private: false,
    followUpOn: null,
    followUpAt: null,
    promise: null,
    dispute: null,
    ...more,
  };
}

export function promiseOf(
  euros: number,
  promisedFor: string,
  itemIds: number[] = [],
  currency = 'EUR',
): NonNullable<LogInput['promise']> {
  return { minor: euros * 100, currency, promisedFor, itemIds, pauseWhy: null };
}

export function disputeOf(itemIds: number[], more: Partial<NonNullable<LogInput['dispute']>> = {}) {
  return { itemIds, type: 'price', reason: 'wrong price', partMinor: null, answerOn: null, ...more };
}

/** The refusal an action ends with. */
export function refusalOf(action: () => unknown): { code: string; message: string } {
  try {
    action();
  } catch (error) {
    return error as { code: string; message: string };
  }
  throw new Error('was not refused');
}
