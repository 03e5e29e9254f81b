import type { CurrencyCode, CustomerBook, Minor, Money } from '@shared/domain/model';
import type { AgendaEntry, PinKind } from '@shared/domain/results';
import { customerRowId } from '@shared/exchange/registry';
import { agendaView } from '../agenda/queries';
import { clockAt } from '../clock';
import type { Db } from '../db/database';
import { type CustomerDay, dayOf } from '../desk/day';
import { type Column, type List, listOf } from './list';
import type { ListScope } from './scope';

interface Row {
  entry: AgendaEntry;
  book: CustomerBook;
  judged: CustomerDay;
  /** Null where nothing is open. */
  currency: CurrencyCode | null;
}

const PIN_WORDS: Readonly<Record<PinKind, string>> = {
  call_back: 'Call-back',
  returned_or_answered: 'Returned or answered',
  broken_promise: 'Broken promise',
  new_never_reached: 'New, never reached',
};

function columnsFor({ nameOf }: ListScope, told: (row: Row) => string): Column<Row>[] {
  return [
    { name: 'Rank', kind: 'count', width: 6, of: ({ entry }) => entry.rank },
    { name: 'Customer key', kind: 'text', width: 14, of: ({ entry }) => entry.key },
    { name: 'Customer', kind: 'text', width: 32, of: ({ entry }) => entry.name },
    { name: 'Source', kind: 'text', width: 10, of: ({ book }) => book.customer.source },
    { name: 'Assignee', kind: 'text', width: 20, of: ({ book }) => nameOf(book.customer.assignee) },
    { name: 'Score', kind: 'text', width: 8, of: ({ entry }) => entry.score.score },
    { name: 'Points', kind: 'count', width: 8, of: ({ entry }) => entry.points },
    { name: 'Pin', kind: 'text', width: 20, of: ({ entry }) => entry.pin && PIN_WORDS[entry.pin.kind] },
    { name: 'Currency', kind: 'text', width: 9, of: ({ currency }) => currency },
    {
      name: 'Collectable',
      kind: 'amount',
      width: 14,
      of: ({ entry, currency }) => minorIn(entry.collectable, currency),
    },
    { name: 'Overdue', kind: 'amount', width: 14, of: ({ judged, currency }) => minorIn(judged.overdue, currency) },
    { name: 'Oldest days past due', kind: 'count', width: 12, of: ({ judged }) => judged.oldestDaysPastDue },
    { name: 'Reasons', kind: 'text', width: 60, of: told },
    { name: 'Next step', kind: 'text', width: 50, of: ({ entry }) => entry.next.text },
  ];
}

/** Today's list, a row for each currency in which the customer has something open. */
export function agendaList(db: Db, scope: ListScope, userId: string | null, limit: number | 'all'): List {
  const { desk, asOf, has } = scope;
  const day = dayOf(desk, asOf);
  const rows = agendaView(db, { asOf, userId, limit, ...clockAt(asOf) }).entries.flatMap((entry): Row[] => {
    const book = desk.books.get(entry.customerId) as CustomerBook;
    if (!has(book)) return [];
    const judged = day.of(book);
    const currencies = judged.open.length > 0 ? judged.open.map(({ currency }) => currency) : [null];
    return currencies.map((currency) => ({ entry, book, judged, currency }));
  });
  return listOf('agenda', columnsFor(scope, openReasons(db)), {
    rows,
    total: rows.length,
    currencyOf: ({ currency }) => currency,
    minorOf: ({ entry, currency }) => minorIn(entry.collectable, currency),
  });
}

function minorIn(moneys: readonly Money[], currency: CurrencyCode | null): Minor | null {
  if (currency === null) return null;
  return moneys.find((money) => money.currency === currency)?.minor ?? 0;
}

/** The reasons in words; whom somebody spoke to in private (a call-back, an answer) is not named. */
function openReasons(db: Db): (row: Row) => string {
  const names = new Map<string, string[]>();
  for (const { source, key, name } of db.all<{ source: string; key: string; name: string }>(
    `SELECT DISTINCT source, customer_key AS key, body ->> '$.contactName' AS name FROM activity
     WHERE private = 1 AND body ->> '$.contactName' <> ''`,
  )) {
    const owner = customerRowId(source, key);
    names.set(owner, [...(names.get(owner) ?? []), name]);
  }
  return ({ entry, book: { customer } }) => {
    const hidden = names.get(customerRowId(customer.source, customer.key)) ?? [];
    return entry.reasons.map(({ text }) => hidden.reduce(unnamed, text)).join('; ');
  };
}

/** A call-back ends with whom to call, an answer begins with who answered. */
function unnamed(text: string, name: string): string {
  if (text.endsWith(` · ${name}`)) return text.slice(0, -name.length - 3);
  return text.startsWith(`${name} answered `) ? `the customer${text.slice(name.length)}` : text;
}
