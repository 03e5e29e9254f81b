import type { CurrencyCode, IsoDate, ItemType, Minor } from '@shared/domain/model';
import { itemSense, type RowReader, RowReject } from './records';

/** One row of a list of items, understood. Null: blank, or the file has no such column. */
export interface ItemRecord {
  customerKey: string;
  customerName: string | null;
  number: string;
  type: ItemType;
  currency: CurrencyCode;
  /** Negative for credits. Null when only the open amount is given: then it is the amount at first sight. */
  amountMinor: Minor | null;
  /** What is still open as the list says; null when it says nothing. */
  openMinor: Minor | null;
  paidOn: IsoDate | null;
  issuedOn: IsoDate | null;
  dueOn: IsoDate | null;
  termsDays: number | null;
  disputed: boolean;
  poNumber: string | null;
}

export const ITEM_AMOUNTS = ['open_amount', 'amount'] as const;

/** Reads a row of an open-items or invoices file. @throws RowReject naming the cell at fault. */
export function readItem(reader: RowReader, cells: readonly string[]): ItemRecord {
  const { key, name } = reader.customer(cells);
  if (key === '')
    throw new RowReject(reader.has('customer_key') ? 'customer_key' : 'customer_name', '', 'is blank: no customer');
  const number = reader.text(cells, 'item_number');
  if (number === '') throw new RowReject('item_number', '', 'is blank: no item number');
  const currency = reader.currency(cells, ITEM_AMOUNTS);
  if (currency === null) throw new RowReject('currency', '', 'is blank, and no currency was given for the file');
  const amounts = readAmounts(reader, cells, currency);
  const sense = itemSense(reader.text(cells, 'item_type'), amounts.amount ?? amounts.open ?? 0);
  const turned = (minor: Minor | null) => (sense.turn && minor !== null ? -minor : minor);
  return {
    customerKey: key,
    customerName: name,
    number,
    type: sense.type,
    currency,
    amountMinor: turned(amounts.amount),
    openMinor: turned(amounts.open),
    paidOn: reader.date(cells, 'paid_date'),
    issuedOn: reader.date(cells, 'issue_date'),
    dueOn: reader.date(cells, 'due_date'),
    termsDays: reader.termsDays(cells),
    disputed: reader.flag(cells, 'disputed'),
    poNumber: reader.text(cells, 'po_number') || null,
  };
}

function readAmounts(
  reader: RowReader,
  cells: readonly string[],
  currency: CurrencyCode,
): { amount: Minor | null; open: Minor | null } {
  const openList = reader.understanding.kind === 'open-items';
  let amount = reader.amount(cells, 'amount', currency);
  let open = reader.amount(cells, 'open_amount', currency);
  if (amount === null && open === null)
    throw new RowReject(reader.has('amount') ? 'amount' : 'open_amount', '', 'is blank: no amount');
  if (openList && open === null) {
    if (reader.has('open_amount')) throw new RowReject('open_amount', '', 'is blank: no open amount');
    // An open-items list with one amount column states what is open; the amount at first sight is kept.
    [amount, open] = [null, amount];
  }
  if (open === null && amount !== null && reader.has('payment_amount')) {
    const paid = reader.amount(cells, 'payment_amount', currency);
    if (paid !== null) open = amount < 0 ? amount + Math.abs(paid) : amount - paid;
  }
  // More open than the amount (late fees added): the open amount is what is owed.
  if (amount !== null && open !== null && amount * open > 0 && Math.abs(open) > Math.abs(amount)) amount = open;
  return { amount, open };
}
