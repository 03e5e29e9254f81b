import * as v from 'valibot';
import type { Money } from '../domain/model';
import { call, date, id, text } from './call';

/** The lists that can be saved for a spreadsheet (docs/cli.md, `export FILE --what`). */
export const LIST_KINDS = ['agenda', 'aging', 'items', 'activities'] as const;
export type ListKind = (typeof LIST_KINDS)[number];

const whose = {
  /** User id: the list of the day that person works from, else the customers that person holds on the day. Null for everybody's. */
  userId: v.nullable(text(100)),
  /** Only these of them; null for all. */
  customerIds: v.nullable(v.pipe(v.array(id), v.maxLength(1_000_000))),
};

/** Which rows a saved list holds. */
export const listChoice = v.variant('what', [
  v.object({
    what: v.literal('agenda'),
    ...whose,
    limit: v.union([v.pipe(v.number(), v.integer(), v.minValue(1)), v.literal('all')]),
  }),
  /** `lines`: customer id, blank and currency of the lines wanted; null for all. */
  v.object({
    what: v.literal('aging'),
    ...whose,
    lines: v.nullable(v.pipe(v.array(text(30)), v.maxLength(5_000_000))),
  }),
  /** `itemIds`: the items wanted; null for all. */
  v.object({ what: v.literal('items'), ...whose, itemIds: v.nullable(v.pipe(v.array(id), v.maxLength(5_000_000))) }),
  v.object({ what: v.literal('activities'), ...whose, privateNotes: v.boolean() }),
]);
export type ListChoice = v.InferOutput<typeof listChoice>;

export interface SavedList {
  /** Its name, without the folder. */
  file: string;
  what: ListKind;
  /** Rows below the header. */
  rows: number;
  /** What the rows come to, in order of the currency: collectable (agenda), balance (aging), open (items); none of activities. */
  sums: Money[];
}

export const listsCalls = {
  /** Saves a list as CSV or workbook, by the ending of the file. `target`: a token of `desktop.pickListTarget`. */
  'lists.save': call(v.object({ asOf: date, target: v.string(), list: listChoice })).answers<SavedList>(),
};

/** How `lines` of the aging names one: a customer in a currency. */
export function agingLine(customerId: number, currency: string): string {
  return `${customerId} ${currency}`;
}
