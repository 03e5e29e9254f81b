import { Refusal } from '@shared/contract/errors';
import { isIsoDate } from '@shared/domain/dates';
import { formatMoney, isCurrencyCode, parseAmount } from '@shared/domain/money';
import { logActivity } from '../../data/activities/commands';
import { seenOnList } from '../../data/activities/handlers';
import { confirmCommitment, withdrawCommitment } from '../../data/commitments/commands';
import { commitmentRows } from '../../data/commitments/rows';
import { customerIdByKey } from '../../data/customers/find';
import type { Db } from '../../data/db/database';
import { itemIdByNumber } from '../../data/items/queries';
import { type Command, pick, textOf, textsOf, UsageError } from '../command';
import { table } from '../table';

export const commitments: Command = {
  usage: 'commitments [KEY]',
  words: [0, 1],
  run: ({ db, asOf }, _values, [key]) => {
    const rows = commitmentRows(db, asOf, key === undefined ? null : customerIdByKey(db, key));
    return {
      json: rows.map((row) => ({
        id: row.id,
        key: row.customerKey,
        promised: row.promisedMinor,
        currency: row.currency,
        date: row.promisedFor,
        windowEnd: row.windowEnd,
        state: row.state,
        waitingForFile: row.waitingForFile,
        written: row.written,
        paid: row.paidMinor,
        paidElsewhere: row.paidElsewhereMinor,
        level: row.level,
        items: row.items.map((item) => ({ number: item.number, open: item.openMinor })),
      })),
      text: table([
        ['Id', 'Customer', 'Promised', 'For', 'State', 'Written'],
        ...rows.map((row) => [
          row.id,
          row.customerName,
          formatMoney({ minor: row.promisedMinor, currency: row.currency }),
          row.promisedFor,
          row.words,
          row.written,
        ]),
      ]),
    };
  },
};

export const promise: Command = {
  usage:
    'promise KEY --amount 1200.00 --currency EUR --date DATE [--item NUMBER]… [--contact NAME] [--note TEXT] [--written]',
  writes: true,
  words: [1, 1],
  options: {
    amount: { type: 'string' },
    currency: { type: 'string' },
    date: { type: 'string' },
    item: { type: 'string', multiple: true },
    contact: { type: 'string' },
    note: { type: 'string' },
    written: { type: 'boolean' },
  },
  run: ({ db, asOf, env }, values, [key = '']) => {
    const customerId = customerIdByKey(db, key);
    const currency = textOf(values, 'currency') ?? '';
    const amount = textOf(values, 'amount') ?? '';
    const date = textOf(values, 'date') ?? '';
    if (!isCurrencyCode(currency)) throw new UsageError(`--currency ${currency}: a code such as EUR is wanted.`);
    const minor = parseAmount(amount, currency);
    if (minor === null) throw new UsageError(`--amount ${amount}: an amount such as 1200.00 is wanted.`);
    if (!isIsoDate(date)) throw new UsageError(`--date ${date}: a date YYYY-MM-DD is wanted.`);
    const surroundings = env();
    const logged = logActivity(
      db,
      surroundings,
      {
        asOf,
        customerId,
        kind: 'call',
        outcome: 'promised',
        contactName: textOf(values, 'contact') ?? null,
        note: textOf(values, 'note') ?? null,
        private: false,
        followUpOn: null,
        followUpAt: null,
        promise: {
          minor,
          currency,
          promisedFor: date,
          itemIds: itemIds(db, customerId, key, textsOf(values, 'item')),
          pauseWhy: null,
        },
        dispute: null,
      },
      seenOnList(db, surroundings, customerId),
    );
    const id = logged.commitmentId as string;
    if (values.written) confirmCommitment(db, surroundings, { commitmentId: id, via: 'mail', text: null });
    for (const warning of logged.warnings) console.error(warning.text);
    const row = commitmentRows(db, asOf, customerId).find((r) => r.id === id);
    return {
      json: { commitment: id, state: row?.state, written: row?.written },
      text: `Promise ${id} recorded: ${formatMoney({ minor, currency })} for ${date}, ${row?.written}.`,
    };
  },
};

function itemIds(db: Db, customerId: number, key: string, numbers: readonly string[]): number[] {
  return numbers.map((number) => {
    const id = itemIdByNumber(db, customerId, number);
    if (id === undefined)
      throw new Refusal('unknown_item', `Customer ${key} has no item ${number}. Nothing was recorded.`);
    return id;
  });
}

export const confirm: Command = {
  usage: 'confirm ID [--via mail|reply]',
  writes: true,
  words: [1, 1],
  options: { via: { type: 'string' } },
  run: ({ db, asOf, env }, values, [id = '']) => {
    const via = pick(values, 'via', ['mail', 'reply']) ?? 'mail';
    confirmCommitment(db, env(), { commitmentId: id, via, text: null });
    const row = commitmentRows(db, asOf, null).find((r) => r.id === id);
    return {
      json: { commitment: id, state: row?.state, written: row?.written },
      text: `Promise ${id} is confirmed in writing (${via}).`,
    };
  },
};

export const withdraw: Command = {
  usage: 'withdraw ID --why TEXT',
  writes: true,
  words: [1, 1],
  options: { why: { type: 'string' } },
  run: ({ db, asOf, env }, values, [id = '']) => {
    const why = textOf(values, 'why')?.trim();
    if (!why) throw new UsageError('--why TEXT is wanted: what is the reason?');
    withdrawCommitment(db, env(), { commitmentId: id, why });
    const row = commitmentRows(db, asOf, null).find((r) => r.id === id);
    return {
      json: { commitment: id, state: row?.state, written: row?.written },
      text: `Promise ${id} is withdrawn.`,
    };
  },
};
