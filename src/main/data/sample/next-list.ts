import { Refusal } from '@shared/contract/errors';
import { onOrAfterBusinessDay } from '@shared/domain/calendar';
import { addDays } from '@shared/domain/dates';
import type { Calendar, IsoDate, Minor } from '@shared/domain/model';
import { openMinor } from '@shared/domain/open-amount';
import type { Db } from '../db/database';
import { dayOf } from '../desk/day';
import { openDesk } from '../desk/desk';
import { type OpenItemRow, openItemsCsv } from './csv';
import { Rng } from './rng';

interface NextListOptions {
  seed?: number;
  /** Item numbers that are still open, whole. */
  keepOpen?: readonly string[];
  /** Item numbers that were paid, whole. */
  pay?: readonly string[];
}

interface NextList {
  fileName: string;
  csv: string;
  listDate: IsoDate;
}

/** At most this share of a currency's open amount is paid by chance: the import asks back from 20 % on. */
const PAID_SHARE = 0.12;

/**
 * The complete open-items list a week after the last one, made from what the database holds as open: most items are still open, some
 * paid or part-paid, some are new, and the items of one open promise whose window ends before it stay open, so that it
 * breaks. The same database, day and options give the same list.
 * @throws Refusal `no_portfolio` without any list, `unknown_item` for a number that is not open, `bad_input` for one told both.
 */
export function nextListCsv(db: Db, today: IsoDate, options: NextListOptions = {}): NextList {
  const desk = openDesk(db);
  const [source, dates] = [...desk.listDates].sort(([, a], [, b]) => (a.at(-1)! < b.at(-1)! ? 1 : -1))[0] ?? [];
  const last = dates?.at(-1);
  if (source === undefined || last === undefined)
    throw new Refusal(
      'no_portfolio',
      'There is no list yet that a next one could follow. Load the sample or import a list first.',
    );
  const listDate = addDays(last, 7);
  const rng = new Rng(options.seed ?? 1).fork(listDate);
  const books = [...desk.books.values()].filter((book) => book.customer.source === source);
  const open = books.flatMap(({ customer, items }) =>
    items
      .map(
        (item): OpenItemRow => ({
          ...item,
          customerKey: customer.key,
          customerName: customer.name,
          openMinor: openMinor(item, last),
          disputed: item.ledgerDisputed,
        }),
      )
      .filter((row) => row.openMinor !== 0),
  );
  const day = dayOf(desk, today);
  const promises = books.flatMap((book) =>
    day
      .of(book)
      .commitments.filter((result) => result.state === 'open' && result.windowEnd < listDate)
      .map((result) =>
        book.commitments.find((commitment) => commitment.id === result.id)!.items.map((item) => item.number),
      ),
  );
  const told = checkTold(open, options);
  const kept = new Set([
    ...told.keepOpen,
    ...(promises.find((numbers) => numbers.every((n) => !told.pay.has(n))) ?? []),
  ]);
  const promised = new Set(promises.flat());
  const rows = settle(rng, open, kept, told.pay, promised, listDate);
  rows.push(...newItems(rng, books, open, desk.calendar, last, listDate));
  return { fileName: `open-items-${listDate}.csv`, csv: openItemsCsv(rows), listDate };
}

function checkTold(
  open: readonly OpenItemRow[],
  options: NextListOptions,
): { keepOpen: Set<string>; pay: Set<string> } {
  const numbers = new Set(open.map((row) => row.number));
  const told = { keepOpen: new Set(options.keepOpen ?? []), pay: new Set(options.pay ?? []) };
  for (const number of [...told.keepOpen, ...told.pay]) {
    if (!numbers.has(number))
      throw new Refusal('unknown_item', `No item ${number} is open, so the next list cannot say so. No list was made.`);
    if (told.keepOpen.has(number) && told.pay.has(number))
      throw new Refusal('bad_input', `Item ${number} cannot be paid and stay open. No list was made.`);
  }
  return told;
}

/** What is left of the list after a week: promised and due items are paid more often than others. */
function settle(
  rng: Rng,
  open: readonly OpenItemRow[],
  kept: ReadonlySet<string>,
  pay: ReadonlySet<string>,
  promised: ReadonlySet<string>,
  listDate: IsoDate,
): OpenItemRow[] {
  const left = new Map<string, Minor>();
  for (const row of open)
    left.set(row.currency, (left.get(row.currency) ?? 0) + Math.max(0, row.openMinor) * PAID_SHARE);
  return open.flatMap((row) => {
    const chance = promised.has(row.number) ? 0.6 : row.dueOn !== null && row.dueOn < listDate ? 0.14 : 0.03;
    const [paid, part] = [rng.chance(chance), rng.chance(0.04)];
    if (pay.has(row.number)) return [];
    if (kept.has(row.number) || row.disputed || row.openMinor < 0 || (!paid && !part)) return [row];
    const after = paid ? 0 : Math.round(row.openMinor / 200) * 100;
    const budget = (left.get(row.currency) ?? 0) - (row.openMinor - after);
    if (budget < 0) return [row];
    left.set(row.currency, budget);
    return after === 0 ? [] : [{ ...row, openMinor: after }];
  });
}

/** New invoices of the week to about every fifth customer, numbered on from the highest number there is. */
function newItems(
  rng: Rng,
  books: readonly {
    customer: { key: string; name: string; termsDays: number | null };
    items: readonly { number: string; currency: string; amountMinor: Minor }[];
  }[],
  open: readonly OpenItemRow[],
  calendar: Calendar,
  last: IsoDate,
  listDate: IsoDate,
): OpenItemRow[] {
  const numbers = books.flatMap((book) => book.items.map((item) => item.number));
  const series = numbers.map((number) => /^(.*?)(\d{1,15})$/.exec(number)).filter((match) => match !== null);
  const prefix = series.some((match) => match[1] === 'INV-') ? 'INV-' : (series[0]?.[1] ?? 'INV-');
  let next = series.reduce((max, match) => (match[1] === prefix ? Math.max(max, Number(match[2])) : max), 0);
  const billed = new Set(open.map((row) => row.customerKey));
  return books.flatMap(({ customer, items }) => {
    const like = items.filter((item) => item.amountMinor > 0);
    if (like.length === 0 || !rng.chance(billed.has(customer.key) ? 0.22 : 0.12)) return [];
    const model = rng.pick(like);
    const issuedOn = onOrAfterBusinessDay(calendar, addDays(last, rng.int(1, 7)));
    // Never the amount of an item that was paid: the import would take it for its replacement.
    const amountMinor = Math.round((model.amountMinor * rng.int(82, 119)) / 100) + 1;
    if (issuedOn > listDate) return [];
    next += 1;
    return [
      {
        customerKey: customer.key,
        customerName: customer.name,
        number: `${prefix}${next}`,
        type: 'invoice' as const,
        currency: model.currency,
        amountMinor,
        openMinor: amountMinor,
        issuedOn,
        dueOn: addDays(issuedOn, customer.termsDays ?? 30),
        poNumber: null,
        disputed: false,
      },
    ];
  });
}
