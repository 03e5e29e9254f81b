import type { ItemChangeKind } from '@shared/contract/imports';
import type { IsoDate, Minor } from '@shared/domain/model';
import { minorToDecimal } from '@shared/domain/money';
import { dayWords } from '@shared/domain/words';
import type { ItemRow } from './ledger';
import type { ItemRecord } from './read-item';

/** What is compared of an item, with its name in the preview's words. */
const FIELDS: readonly [column: keyof ItemRow, words: string][] = [
  ['type', 'type'],
  ['amount_minor', 'amount'],
  ['issued_on', 'issue date'],
  ['due_on', 'due date'],
  ['terms_days', 'terms'],
  ['fallback_terms_days', 'terms'],
  ['disputed', 'disputed'],
  ['po_number', 'PO number'],
];

/** "due date 2026-01-03 → 2026-02-01"; null when nothing changed. */
export function changeWords(item: ItemRow, changed: Partial<ItemRow>): string | null {
  if (isEmpty(changed)) return null;
  const parts = FIELDS.filter(([column]) => column in changed).map(([column, words]) => {
    const show = (value: unknown) =>
      value === null
        ? 'none'
        : column === 'amount_minor'
          ? minorToDecimal(value as Minor, item.currency)
          : String(value);
    if (column === 'disputed') return changed.disputed === 1 ? 'disputed now' : 'no longer disputed';
    return `${words} ${show(item[column])} → ${show(changed[column])}`;
  });
  return parts.join(', ');
}

/** What somebody looks for first among the columns that changed. */
export function changeOf(changed: Partial<ItemRow>): ItemChangeKind {
  if (changed.amount_minor !== undefined) return 'amount_changed';
  return changed.due_on === undefined ? 'changed' : 'due_date_changed';
}

/** What a row says of its item, but for who it is: two rows that agree in it are repeats. */
export function contentOf(record: ItemRecord): string {
  const { customerName, type, currency, amountMinor, openMinor, paidOn, issuedOn, dueOn, termsDays, poNumber } = record;
  return `${customerName}\u001f${type}\u001f${currency}\u001f${amountMinor}\u001f${openMinor}\u001f${paidOn}\u001f${issuedOn}\u001f${dueOn}\u001f${termsDays}\u001f${record.disputed}\u001f${poNumber}`;
}

/** "issued Fri 3 Apr, due Sun 3 May": tells whether day and month were read in the right order. Null without dates. */
export function datesOf({ issuedOn, dueOn }: ItemRecord, listDate: IsoDate): string | null {
  const parts = [
    ...(issuedOn ? [`issued ${dayWords(issuedOn, listDate)}`] : []),
    ...(dueOn ? [`due ${dayWords(dueOn, listDate)}`] : []),
  ];
  return parts.length === 0 ? null : parts.join(', ');
}

function isEmpty(object: object): boolean {
  for (const _ in object) return false;
  return true;
}
