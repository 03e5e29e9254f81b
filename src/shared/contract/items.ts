import * as v from 'valibot';
import type { CurrencyCode, IsoDate, ItemType, Minor, Reason } from '../domain/model';
import type { AgingRow, Bucket } from '../domain/results';
import { call, date } from './call';

export interface ItemRow {
  id: number;
  customerId: number;
  customerKey: string;
  customerName: string;
  number: string;
  type: ItemType;
  issuedOn: IsoDate | null;
  dueOn: IsoDate | null;
  /** Calendar days, negative before the due date. */
  daysPastDue: number | null;
  bucket: string;
  currency: CurrencyCode;
  amountMinor: Minor;
  openMinor: Minor;
  disputedMinor: Minor;
  promisedMinor: Minor;
  /** What a collector would say of it: "Part-paid", "Disputed · price", "Promised Thu 26 Nov"… */
  status: Reason | null;
  poNumber: string | null;
  tags: readonly string[];
  /** What it took the place of, nearest first; its due date is the earliest of theirs. */
  replaces: readonly { number: string; dueOn: IsoDate | null }[];
}

export interface AgingView {
  asOf: IsoDate;
  buckets: readonly Bucket[];
  /** A row a currency; Σ buckets = balance. */
  totals: readonly AgingRow[];
  customers: readonly { customerId: number; key: string; name: string; rows: readonly AgingRow[] }[];
}

export const itemsCalls = {
  /** All items open at the as-of date. */
  'items.list': call(v.object({ asOf: date })).answers<ItemRow[]>(),
  'items.aging': call(v.object({ asOf: date })).answers<AgingView>(),
};
