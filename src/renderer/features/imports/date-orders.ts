import type { DateOrder, ImportPreview } from '@shared/contract/imports';

const DATE_FIELDS = ['issue_date', 'due_date', 'paid_date', 'payment_date'] as const;
const YEAR_FIRST = /^\s*\d{4}\D?\d/;

/** The orders worth offering: year first only where a cell of a date column begins with its year. */
export function offeredOrders(preview: ImportPreview): readonly DateOrder[] {
  const { mapping } = preview.report.file;
  const columns = DATE_FIELDS.map((field) => preview.headers.indexOf(mapping[field] ?? '')).filter((at) => at >= 0);
  const yearFirst = preview.sample.some((row) => columns.some((column) => YEAR_FIRST.test(row[column] ?? '')));
  return yearFirst ? ['dmy', 'mdy', 'ymd'] : ['dmy', 'mdy'];
}
