import * as v from 'valibot';
import {
  CLOSING_REASONS,
  type ClosingReason,
  type CurrencyCode,
  type IsoDate,
  type IsoMoment,
  type Minor,
} from '../domain/model';
import { call, currency, date, id, text } from './call';

export const IMPORT_KINDS = ['open-items', 'invoices', 'payments', 'customers', 'contacts'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** Fields a column can be mapped to (docs/cli.md). */
export const IMPORT_FIELDS = [
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
  'disputed',
  'po_number',
  'terms_days',
  'tags',
  'contact_name',
  'role',
  'email',
  'phone',
  'payment_reference',
  'payment_date',
  'payment_amount',
  'payment_method',
  'country',
  'industry',
  'collector',
  'credit_limit',
  'payer_type',
] as const;
export type ImportField = (typeof IMPORT_FIELDS)[number];

export const DATE_ORDERS = ['dmy', 'mdy', 'ymd'] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
export const DELIMITERS = [';', ',', '\t', '|'] as const;
export const DECIMAL_MARKS = ['.', ','] as const;

/** How one vanished item is closed. Without a customer, `number` may also be written `CUSTOMER/NUMBER`. */
const closing = v.object({
  customer: v.optional(text(200)),
  number: text(400),
  reason: v.picklist(CLOSING_REASONS),
  /** The item that took its place, for *replaced*; the proposed one where nothing is said. */
  by: v.optional(text(200)),
});

/** What the user says about a file; everything left out is found by itself. */
export const importOptions = v.object({
  kind: v.optional(v.picklist(IMPORT_KINDS)),
  complete: v.optional(v.boolean()),
  confirmSettle: v.optional(v.boolean()),
  listDate: v.optional(date),
  source: v.optional(v.pipe(text(60), v.trim(), v.minLength(1))),
  /** Field → column header; an empty string takes a field away. */
  map: v.optional(v.record(v.picklist(IMPORT_FIELDS), text(500))),
  dates: v.optional(v.picklist(DATE_ORDERS)),
  currency: v.optional(currency),
  sheet: v.optional(text(200)),
  terms: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(3650))),
  /** How the file is read; found by itself where left out. Encoding and delimiter mean nothing for a workbook. */
  encoding: v.optional(v.picklist(ENCODINGS)),
  delimiter: v.optional(v.picklist(DELIMITERS)),
  /** Line of the file that holds the column names, counted from 1. */
  headerRow: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000))),
  decimal: v.optional(v.picklist(DECIMAL_MARKS)),
  /** The source uses its item numbers again every year: the year of issue tells them apart. Remembered for the source. */
  reuseNumbers: v.optional(v.boolean()),
  /** How items that a complete list no longer names are closed, one by one; the later word on an item wins. */
  close: v.optional(v.pipe(v.array(closing), v.maxLength(100_000))),
  /** Take what is proposed as *replaced* where `close` says nothing. */
  takeProposals: v.optional(v.boolean()),
  /** How all others are closed; as paid where nothing is said. */
  closeOthers: v.optional(v.picklist(CLOSING_REASONS)),
});
export type ImportOptions = v.InferOutput<typeof importOptions>;

export interface ImportReject {
  /** Line of the file, the header's line is counted. */
  row: number;
  column: string;
  value: string;
  reason: string;
}

/** The JSON of `duebook import`, and the report of the window: what came in = accepted + repeated + left out + rejected. */
export interface ImportReport {
  /** Null in a dry run. */
  batch: number | null;
  kind: ImportKind;
  complete: boolean;
  listDate: IsoDate;
  source: string;
  rows: number;
  created: number;
  updated: number;
  unchanged: number;
  repeated: number;
  leftOut: number;
  rejected: number;
  /** Items settled because they fell or vanished, and items that came back; outside the sum of rows. */
  settled: number;
  returned: number;
  sums: { currency: CurrencyCode; accepted: Minor; repeated: Minor; leftOut: Minor; rejected: Minor }[];
  rejects: ImportReject[];
  warnings: { code: string; text: string }[];
  file: {
    encoding: string;
    delimiter: string;
    headerRow: number;
    dates: DateOrder | null;
    decimal: '.' | ',';
    mapping: Partial<Record<ImportField, string>>;
  };
}

export type ItemChangeKind =
  | 'new'
  | 'credited'
  | 'paid'
  | 'part_paid'
  | 'amount_changed'
  | 'due_date_changed'
  | 'changed'
  | 'vanished'
  | 'returned'
  | 'new_customer'
  | 'changed_customer'
  | 'payment';

export interface ItemChange {
  change: ItemChangeKind;
  customerKey: string;
  customerName: string;
  number: string;
  currency: CurrencyCode;
  /** Open amount before and after, minor units. */
  before: Minor | null;
  after: Minor | null;
  /** What else changed, in words: "due date 3 Jan → 1 Feb". */
  what: string | null;
}

/** An item a complete list no longer names, and how it will be closed. */
export interface VanishedItem {
  customerKey: string;
  customerName: string;
  number: string;
  discriminator: string;
  currency: CurrencyCode;
  openMinor: Minor;
  dueOn: IsoDate | null;
  reason: ClosingReason;
  /** Number of the item that takes its place. */
  by: string | null;
  /** What speaks for *replaced*, in words; null where nothing is proposed. */
  proposed: { by: string; why: string } | null;
}

export interface ImportPreview {
  report: ImportReport;
  fileName: string;
  headers: string[];
  /** The workbook's sheets that can be chosen, and the one read; empty and null for a text file. */
  sheets: string[];
  sheet: string | null;
  /** First rows as they stand in the file, for checking the mapping. */
  sample: string[][];
  /** Counts of every kind of change; `changes` holds the first 500 of each. */
  counts: Partial<Record<ItemChangeKind, number>>;
  changes: ItemChange[];
  /** The first 500 vanished items, those with a proposal first. */
  vanished: VanishedItem[];
  /** Why it cannot be committed yet (ambiguous dates, missing column, 20 % brake…); null when it can. */
  blocked: { code: string; message: string } | null;
}

export interface BatchRow {
  batch: number;
  kind: ImportKind;
  complete: boolean;
  source: string;
  listDate: IsoDate;
  fileName: string;
  fileHash: string;
  importedAt: IsoMoment;
  byName: string;
  rows: number;
  created: number;
  updated: number;
  unchanged: number;
  rejected: number;
  settled: number;
  returned: number;
  undoneAt: IsoMoment | null;
}

/** One item an import changed: each value before and after it. */
export interface BatchChange {
  change: ItemChangeKind;
  customerKey: string;
  customerName: string;
  number: string;
  discriminator: string;
  currency: CurrencyCode;
  /** Open amount, amount and due date, before (null: the item was not known) and after. */
  open: [before: Minor | null, after: Minor];
  amount: [before: Minor | null, after: Minor];
  dueOn: [before: IsoDate | null, after: IsoDate | null];
  /** With what reason a vanished item was closed. */
  what: string | null;
}

export interface BatchChanges {
  row: BatchRow;
  /** It came with an exchange file: what it changed is told only in the copy where it was imported. */
  elsewhere: boolean;
  /** As the preview counted them; null for imports from before counts were kept. */
  counts: Partial<Record<ItemChangeKind, number>> | null;
  /** Customers whose own data changed; on the first page only, 500 at most. */
  customers: { key: string; name: string; what: string }[];
  changes: BatchChange[];
  /** Where the next page begins; null on the last. */
  next: number | null;
}

export const importsCalls = {
  /** `file` is a token handed out by the main process for a dropped or picked file, never a path. */
  'imports.preview': call(v.object({ asOf: date, file: v.string(), options: importOptions })).answers<ImportPreview>(),
  'imports.commit': call(v.object({ asOf: date, file: v.string(), options: importOptions })).answers<ImportReport>(),
  'imports.list': call(v.object({})).answers<BatchRow[]>(),
  /** What an import changed, a page at a time; `from` counts items from 0. */
  'imports.batch': call(
    v.object({ batch: id, from: v.pipe(v.number(), v.safeInteger(), v.minValue(0)) }),
  ).answers<BatchChanges>(),
  'imports.undo': call(v.object({ batch: id })).answers<{ batch: number; reverted: number }>(),
  /** The rejected rows as CSV text with a reason column, to be corrected and dropped again. */
  'imports.rejects': call(v.object({ batch: id })).answers<{ fileName: string; csv: string }>(),
};
