import type { CustomerRow } from '@shared/contract/customers';
import type { User } from '@shared/contract/portfolio';
import { NOBODY } from '@shared/domain/handout/rules';
import type { CurrencyCode, Score } from '@shared/domain/model';

export interface CustomerFilter {
  text: string;
  score: Score | '';
  /** User id, NOBODY, or empty for everyone's. */
  assignee: string;
  currency: CurrencyCode | '';
  overdueOnly: boolean;
}

export const NO_FILTER: CustomerFilter = { text: '', score: '', assignee: '', currency: '', overdueOnly: false };

export const assigneeName = (row: CustomerRow, users: readonly User[]): string | null =>
  users.find((user) => user.id === row.assignee)?.name ?? row.assignee;

const inCurrency = <T extends { currency: CurrencyCode }>(
  list: readonly T[],
  currency: CurrencyCode | '',
): readonly T[] => (currency === '' ? list : list.filter((one) => one.currency === currency));

/** Rows that match, their amounts narrowed to the chosen currency: then sorting by amount compares like with like. */
export function filterCustomers(rows: readonly CustomerRow[], filter: CustomerFilter): CustomerRow[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  const shown: CustomerRow[] = [];
  for (const row of rows) {
    if (filter.score !== '' && row.score.score !== filter.score) continue;
    if (filter.assignee !== '' && (row.assignee ?? NOBODY) !== filter.assignee) continue;
    const overdue = inCurrency(row.overdue, filter.currency);
    if (filter.overdueOnly && !overdue.some((sum) => sum.minor > 0)) continue;
    const open = inCurrency(row.open, filter.currency);
    if (filter.currency !== '' && open.length === 0) continue;
    const hay = `${row.name}\n${row.key}\n${row.country ?? ''}\n${row.source}\n${row.tags.join('\n')}`.toLowerCase();
    if (!words.every((word) => hay.includes(word))) continue;
    shown.push(filter.currency === '' ? row : { ...row, open, overdue, aging: inCurrency(row.aging, filter.currency) });
  }
  return shown;
}

export const currenciesOf = (rows: readonly CustomerRow[]): CurrencyCode[] =>
  [...new Set(rows.flatMap((row) => row.open.map((sum) => sum.currency)))].sort();
