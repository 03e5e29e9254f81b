import type {
  DateOrder,
  IMPORT_KINDS,
  ImportField,
  ImportKind,
  ImportReport,
  ItemChangeKind,
} from '@shared/contract/imports';

export const KIND_WORDS: Record<ImportKind, string> = {
  'open-items': 'Open items',
  invoices: 'Invoices and what was paid',
  payments: 'Payments',
  customers: 'Customers',
  contacts: 'Contacts',
};

/** Items need their customers, payments need their items: several files are taken in this order. */
export const KIND_ORDER: Record<(typeof IMPORT_KINDS)[number], number> = {
  customers: 0,
  contacts: 1,
  'open-items': 2,
  invoices: 3,
  payments: 4,
};

export const DATE_ORDER_WORDS: Record<DateOrder, string> = {
  dmy: 'Day first · 31/12',
  mdy: 'Month first · 12/31',
  ymd: 'Year first · 2026',
};

export const FIELD_WORDS: Record<ImportField, string> = {
  customer_key: 'Customer number',
  customer_name: 'Customer name',
  item_number: 'Item number',
  item_type: 'Item type',
  issue_date: 'Issue date',
  due_date: 'Due date',
  currency: 'Currency',
  amount: 'Amount',
  open_amount: 'Open amount',
  paid_date: 'Paid on',
  disputed: 'Disputed',
  po_number: 'PO number',
  terms_days: 'Terms in days',
  tags: 'Tags',
  contact_name: 'Contact',
  role: 'Contact’s role',
  email: 'E-mail',
  phone: 'Phone',
  payment_reference: 'Payment reference',
  payment_date: 'Payment date',
  payment_amount: 'Payment amount',
  payment_method: 'Payment method',
  country: 'Country',
  industry: 'Industry',
  collector: 'Collector',
  credit_limit: 'Credit limit',
  payer_type: 'Payer type',
};

/** In the order a collector asks: what is new, what came in, what needs a look. */
export const CHANGE_KINDS: readonly { kind: ItemChangeKind; label: string; explains: string }[] = [
  { kind: 'new', label: 'New items', explains: 'Not in Duebook yet.' },
  { kind: 'paid', label: 'Paid', explains: 'Open before, nothing open now.' },
  { kind: 'part_paid', label: 'Part-paid', explains: 'The open amount fell.' },
  { kind: 'credited', label: 'Credited', explains: 'Credit notes, and falls of exactly the amount of one.' },
  { kind: 'amount_changed', label: 'Amount changed', explains: 'Same item, another amount.' },
  { kind: 'due_date_changed', label: 'Due date changed', explains: 'Same item and amount, another due date.' },
  { kind: 'changed', label: 'Details changed', explains: 'Same item, amount and due date.' },
  { kind: 'vanished', label: 'Vanished', explains: 'No longer on the complete list.' },
  { kind: 'returned', label: 'Returned', explains: 'Closed before, open again with its old due date.' },
  { kind: 'payment', label: 'Payments', explains: 'Matched to their items.' },
  { kind: 'new_customer', label: 'New customers', explains: 'Not in Duebook yet.' },
  { kind: 'changed_customer', label: 'Changed customers', explains: 'Name, terms or other details.' },
];

type Part = 'created' | 'updated' | 'unchanged' | 'repeated' | 'leftOut' | 'rejected';

export const EQUATION: readonly { part: Part; label: string; explains: string }[] = [
  { part: 'created', label: 'created', explains: 'Rows that bring something new' },
  { part: 'updated', label: 'updated', explains: 'Rows that change something known' },
  { part: 'unchanged', label: 'unchanged', explains: 'Rows that say what is known already' },
  { part: 'repeated', label: 'repeated', explains: 'The same row again in this file' },
  { part: 'leftOut', label: 'left out', explains: 'Totals, blank lines and rows this kind of list does not take' },
  { part: 'rejected', label: 'rejected', explains: 'Rows that cannot be read, each listed with its reason' },
];

export const delimiterWords = (delimiter: string): string =>
  ({ ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' })[delimiter] ?? (delimiter || 'none (workbook)');

export const ENCODING_WORDS: Readonly<Record<string, string>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16 (Windows)',
  'utf-16be': 'UTF-16 (big endian)',
  'windows-1252': 'Windows-1252 (Western)',
};

export const decimalWords = (decimal: '.' | ','): string => (decimal === ',' ? 'comma 1.234,56' : 'point 1,234.56');

/** The rows that will be recorded, for the button: what is rejected, repeated or left out does not count. */
export const rowsTaken = (report: ImportReport): number => report.created + report.updated + report.unchanged;
