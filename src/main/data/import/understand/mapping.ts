import type { ImportField, ImportKind } from '@shared/contract/imports';
import { IMPORT_FIELDS } from '@shared/contract/imports';
import { readDateColumn } from './dates';
import { splitCurrency } from './header-currency';
import { looksNumeric } from './numbers';
import { headerWords, NEVER_DATES, SYNONYMS } from './synonyms';

/** Field → index of its column. */
export type Mapping = Partial<Record<ImportField, number>>;

export interface MappingProblem {
  field: ImportField;
  header: string;
}

const FIELDS_OF: Readonly<Record<ImportKind, readonly ImportField[]>> = {
  'open-items': itemFields(),
  invoices: itemFields(),
  payments: [
    'customer_key',
    'customer_name',
    'item_number',
    'currency',
    'payment_amount',
    'payment_date',
    'payment_reference',
    'payment_method',
  ],
  customers: [
    'customer_key',
    'customer_name',
    'country',
    'industry',
    'terms_days',
    'credit_limit',
    'currency',
    'collector',
    'payer_type',
    'tags',
    'contact_name',
    'role',
    'email',
    'phone',
  ],
  contacts: ['customer_key', 'customer_name', 'contact_name', 'role', 'email', 'phone'],
};

function itemFields(): ImportField[] {
  return [
    'customer_key',
    'customer_name',
    'item_number',
    'item_type',
    'issue_date',
    'due_date',
    'currency',
    'amount',
    'open_amount',
    'paid_date',
    'payment_amount',
    'disputed',
    'po_number',
    'terms_days',
    'tags',
    'country',
    'industry',
    'collector',
    'payer_type',
  ];
}

const DATE_FIELDS: ReadonlySet<ImportField> = new Set(['issue_date', 'due_date', 'paid_date', 'payment_date']);
const AMOUNT_FIELDS: ReadonlySet<ImportField> = new Set(['amount', 'open_amount', 'payment_amount', 'credit_limit']);
/** A column without a single cell is no key and states no amounts, whatever its name. */
const NEEDS_CELLS: ReadonlySet<ImportField> = new Set([
  'customer_key',
  'customer_name',
  'item_number',
  ...AMOUNT_FIELDS,
]);
/** What a longer name is about when it ends so: a contact's type is no contact. */
const OTHER_NOUN =
  /^(type|id|code|status|date|group|category|name|address|no|number|currency|rate|percent|count|level|note|notes)$/;
/** Rows whose cells are looked at to tell what a column holds. */
const SAMPLE = 400;
/** Score of a whole name, below which lie names that only contain a synonym. */
const WHOLE = 100;

/**
 * Finds the column of each field a kind of file can have: by the names of SYNONYMS, whole before contained, and only where the
 * cells look like it. Each column is used once. `explicit` (field → header, an empty one takes the field away) wins over all;
 * a header it names that is not there is returned as a problem.
 */
export function mapColumns(
  headers: readonly string[],
  rows: readonly (readonly string[])[],
  kind: ImportKind | null,
  explicit: Partial<Record<ImportField, string>>,
): { mapping: Mapping; problems: MappingProblem[] } {
  const mapping: Mapping = {};
  const problems: MappingProblem[] = [];
  const used = new Set<number>();
  for (const field of IMPORT_FIELDS) {
    const header = explicit[field];
    if (header === undefined || header === '') continue;
    const column = findHeader(headers, header);
    if (column === null) problems.push({ field, header });
    else {
      mapping[field] = column;
      used.add(column);
    }
  }
  const words = headers.map((header) => headerWords(splitCurrency(header).name));
  const columns = headers.map((_, i) =>
    rows
      .slice(0, SAMPLE)
      .map((row) => (row[i] ?? '').trim())
      .filter((cell) => cell !== ''),
  );
  const fits = new Map<string, boolean>();
  const candidates: { field: ImportField; column: number; score: number }[] = [];
  for (const field of fieldsOf(kind)) {
    if (explicit[field] !== undefined) continue;
    words.forEach((name, column) => {
      if (used.has(column) || name === '') return;
      const score = nameScore(field, name, kind);
      if (score === 0) return;
      const key = `${contentOf(field)} ${NEEDS_CELLS.has(field)} ${column}`;
      if (!fits.has(key)) fits.set(key, contentFits(field, columns[column] ?? []));
      if (fits.get(key)) candidates.push({ field, column, score });
    });
  }
  candidates.sort((a, b) => b.score - a.score || a.column - b.column);
  const fill = () => {
    for (const { field, column } of candidates) {
      if (mapping[field] !== undefined || used.has(column)) continue;
      mapping[field] = column;
      used.add(column);
    }
  };
  fill();
  const nameColumn = mapping.customer_name;
  const nameGiven = explicit.customer_name !== undefined || explicit.customer_key !== undefined;
  if (
    mapping.customer_key === undefined &&
    nameColumn !== undefined &&
    !nameGiven &&
    areCodes(columns[nameColumn] ?? [])
  ) {
    // The only column of the customer is his key when its cells look like codes; another may then hold his name.
    mapping.customer_key = nameColumn;
    delete mapping.customer_name;
    fill();
  }
  return { mapping, problems };
}

/** How well a header row would do: the number of its cells that are a known column name. */
export function knownNames(headers: readonly string[]): number {
  let known = 0;
  for (const header of headers) {
    const name = headerWords(splitCurrency(header).name);
    if (name !== '' && ALL_NAMES.has(name)) known++;
  }
  return known;
}

const ALL_NAMES: ReadonlySet<string> = new Set(Object.values(SYNONYMS).flat());

function fieldsOf(kind: ImportKind | null): readonly ImportField[] {
  return kind === null ? IMPORT_FIELDS : FIELDS_OF[kind];
}

/** Exact, then without regard to case and punctuation. */
function findHeader(headers: readonly string[], wanted: string): number | null {
  const exact = headers.findIndex((header) => header.trim() === wanted.trim());
  if (exact >= 0) return exact;
  const words = headerWords(wanted);
  const loose = headers.findIndex((header) => headerWords(header) === words);
  return loose >= 0 ? loose : null;
}

/** Names without a noun of their own, which mean what the kind of file is about: an amount in a list of payments is what was paid. */
const PLAIN_AMOUNT =
  'amount|total|total amount|gross amount|amount in local currency|value|betrag|summe|montant|importe|monto|valor|importo|totale|bedrag|totaal'.split(
    '|',
  );
const PLAIN_DATE =
  'date|posting date|transaction date|document date|datum|buchungsdatum|belegdatum|fecha|data|boekdatum'.split('|');
const PLAIN_KEY = 'number|no|id|code|nr|nummer|numero|codigo|codice'.split('|');
const PLAIN_NAME = 'name|full name|nom|nombre|nome|naam'.split('|');

function synonymsFor(field: ImportField, kind: ImportKind | null): readonly string[] {
  const own = SYNONYMS[field];
  if (kind === 'payments' && field === 'payment_amount') return [...own, ...PLAIN_AMOUNT];
  if (kind === 'payments' && field === 'payment_date') return [...own, ...PLAIN_DATE];
  if ((kind === 'customers' || kind === 'contacts') && field === 'customer_key') return [...own, ...PLAIN_KEY];
  if ((kind === 'open-items' || kind === 'invoices') && field === 'customer_name')
    return [...own, 'contact name', 'contact'];
  if (kind === 'contacts' && field === 'contact_name') return [...own, ...PLAIN_NAME];
  if (kind === 'contacts' && field === 'customer_name') return own.filter((name) => !PLAIN_NAME.includes(name));
  return own;
}

function nameScore(field: ImportField, name: string, kind: ImportKind | null): number {
  if (DATE_FIELDS.has(field) && NEVER_DATES.test(name)) return 0;
  const synonyms = synonymsFor(field, kind);
  const at = synonyms.indexOf(name);
  if (at >= 0) return WHOLE + 20 * (1 - at / synonyms.length);
  // What counts days is no date, and what only contains a short common word says nothing.
  if (/\b(days|tage|jours|dias|giorni|dagen)\b/.test(name) && field !== 'terms_days') return 0;
  let best = 0;
  const padded = ` ${name} `;
  const lastWord = name.slice(name.lastIndexOf(' ') + 1);
  for (const synonym of synonyms) {
    if (!synonym.includes(' ') && synonym.length < 7) continue;
    if (OTHER_NOUN.test(lastWord) && !name.endsWith(` ${synonym}`)) continue;
    if (padded.includes(` ${synonym} `)) best = Math.max(best, (WHOLE * synonym.length) / (name.length + 1));
  }
  return best < 50 ? 0 : best;
}

type Content = 'date' | 'amount' | 'terms' | 'email' | 'flag' | 'currency' | 'any';

function contentOf(field: ImportField): Content {
  if (DATE_FIELDS.has(field)) return 'date';
  if (AMOUNT_FIELDS.has(field)) return 'amount';
  if (field === 'terms_days') return 'terms';
  if (field === 'email') return 'email';
  if (field === 'disputed') return 'flag';
  if (field === 'currency') return 'currency';
  return 'any';
}

/** Whether most filled cells look like the field. An empty column fits what a row can do without. */
function contentFits(field: ImportField, cells: readonly string[]): boolean {
  if (cells.length === 0) return !NEEDS_CELLS.has(field);
  const share = (test: (cell: string) => boolean) => cells.filter(test).length / cells.length;
  switch (contentOf(field)) {
    case 'date':
      return readDateColumn(cells).share >= 0.5;
    case 'amount':
      return share(looksNumeric) >= 0.5;
    case 'terms':
      return share((cell) => /\d|receipt|sofort|comptant|contado|vista|contant/i.test(cell)) >= 0.5;
    case 'email':
      return share((cell) => cell.includes('@')) >= 0.5;
    case 'flag':
      return share((cell) => cell.length <= 20 && !/\d{3}/.test(cell)) >= 0.5;
    case 'currency':
      return share((cell) => /^(\p{L}{2,4}|\p{Sc})$/u.test(cell)) >= 0.5;
    case 'any':
      return true;
  }
}

function areCodes(cells: readonly string[]): boolean {
  return cells.length > 0 && cells.filter((cell) => /^\S*\d\S*$/.test(cell)).length / cells.length >= 0.8;
}
