import * as v from 'valibot';
import type { IsoMoment } from '../domain/model';
import { call, currency, text } from './call';
import { DATE_ORDERS, type DateOrder, IMPORT_FIELDS, IMPORT_KINDS, type ImportField, type ImportKind } from './imports';

const layout = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/, 'the key of a layout is wanted'));

/** A file layout (its column names in their order) and how files of it are taken. Local: never exchanged. */
export interface LayoutRow {
  layout: string;
  /** Given by a person, else the name of the last file of it; null for one remembered before names were. */
  name: string | null;
  /** Column names of the file in their order; of older ones only those in use. */
  headers: readonly string[];
  kind: ImportKind;
  /** Field → column, of that kind; an empty column: the field was taken away. */
  map: Partial<Record<ImportField, string>>;
  /** What somebody had to say about its dates and currency; null where it was found. */
  dates: DateOrder | null;
  currency: string | null;
  usedAt: IsoMoment;
}

export const layoutsCalls = {
  /** Last used first. */
  'layouts.list': call(v.object({})).answers<LayoutRow[]>(),
  'layouts.save': call(
    v.object({
      layout,
      name: v.pipe(text(200), v.trim()),
      kind: v.picklist(IMPORT_KINDS),
      map: v.record(v.picklist(IMPORT_FIELDS), text(500)),
      dates: v.nullable(v.picklist(DATE_ORDERS)),
      currency: v.nullable(currency),
    }),
  ).answers<null>(),
  'layouts.forget': call(v.object({ layout })).answers<null>(),
  /** All of them, or one, as a file for another copy of Duebook. */
  'layouts.export': call(v.object({ layout: v.nullable(layout) })).answers<{ fileName: string; content: string }>(),
  /** Takes layouts from such a file over those of the same columns here; refused whole when anything in it is wrong. */
  'layouts.import': call(v.object({ content: text(5_000_000) })).answers<{ added: number; replaced: number }>(),
};
