import type { ImportField } from '@shared/contract/imports';
import { isCurrencyCode } from '@shared/domain/money';
import type { RowReader } from './records';
import { isSupplierAccount } from './understand/datev';

const WORDS =
  'sub-?\\s?totals?|grand totals?|totals?|sums?|zwischensumme|summe|summen|gesamt|gesamtsumme|endsumme|somme|sous-?\\s?total|total general|total général|suma|soma|subtotale|totale|totaal|subtotaal|eindtotaal|übertrag|report';
/** "Total for Ada GmbH", "*** Summe ***", and the other way round "Ada GmbH Total". */
const TOTAL = new RegExp(`^[*=\\s-]*(${WORDS})(?![\\p{L}\\d])`, 'iu');
const TOTAL_BEHIND = new RegExp(`(^|[\\s:-])(${WORDS})[\\s:*=-]*$`, 'iu');
/** Nothing but the word: "Total", "Summe:". */
const TOTAL_ALONE = new RegExp(`^[*=\\s-]*(${WORDS})[\\s:*=-]*$`, 'iu');
const BODY_DATES: readonly ImportField[] = ['issue_date', 'due_date', 'paid_date', 'payment_date'];

type LeftOut = 'blank' | 'header' | 'total' | 'title' | 'supplier';

/**
 * Why a row below the header is no row of the list: blank, the column names once more, a total ("Total for Ada", "Summe Kunde
 * 4711", or amounts alone), a section title ("31 - 60 days past due"), a supplier among customers; null when it is one.
 */
export function leftOutBecause(reader: RowReader, cells: readonly string[]): LeftOut | null {
  if (isPlainRow(reader, cells)) return null;
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  if (filled.length === 0) return 'blank';
  const { headers, mapping, hasSuppliers } = reader.understanding;
  if (filled.length > 1 && cells.every((cell, i) => cell.trim() === (headers[i] ?? ''))) return 'header';
  if (hasSuppliers && isSupplierAccount(reader.text(cells, 'customer_key'))) return 'supplier';
  if (mapping.item_number === undefined) return isTotalOfCustomers(reader, cells, filled) ? 'total' : null;
  if (hasBodyDate(reader, cells)) return null;
  const number = reader.text(cells, 'item_number');
  if (TOTAL.test(number)) return 'total';
  if (filled.length === 1 && isTitle(filled[0] as string, number, headers.length)) return 'title';
  if (number !== '') return null;
  const bare = (cell: string) => isCurrencyCode(cell) || /^[-+()\d.,'\s\p{Sc}]+$/u.test(cell);
  const total = (cell: string) => TOTAL.test(cell) || TOTAL_BEHIND.test(cell);
  return filled.some(total) || filled.every(bare) ? 'total' : null;
}

/** Nearly every row: an item with a date that does not begin like the header. Nothing below could leave it out. */
function isPlainRow(reader: RowReader, cells: readonly string[]): boolean {
  const { headers, mapping, hasSuppliers } = reader.understanding;
  if (mapping.item_number === undefined || hasSuppliers || (cells[0] ?? '').trim() === (headers[0] ?? '')) return false;
  return hasBodyDate(reader, cells);
}

function hasBodyDate(reader: RowReader, cells: readonly string[]): boolean {
  return BODY_DATES.some((field) => reader.text(cells, field) !== '');
}

/** The only cell of a row: a title, unless it is an item number that has lost the rest of its row, or an amount. */
function isTitle(only: string, number: string, columns: number): boolean {
  if (columns < 3 || TOTAL.test(only)) return false;
  return number === '' ? /\p{L}/u.test(only) : /\s/.test(only) || !/\d/.test(only);
}

/** A customer may be called Total: only the bare word, without anything that describes a customer, is a total. */
function isTotalOfCustomers(reader: RowReader, cells: readonly string[], filled: readonly string[]): boolean {
  if (filled.length >= reader.understanding.headers.length || !TOTAL.test(filled[0] ?? '')) return false;
  if (TOTAL_ALONE.test(filled[0] ?? '')) return true;
  const key = reader.text(cells, 'customer_key');
  const described = (['email', 'phone', 'country', 'contact_name'] as const).some(
    (field) => reader.text(cells, field) !== '',
  );
  return (key === '' || TOTAL.test(key)) && reader.has('customer_key') && !described;
}
