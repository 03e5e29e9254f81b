import type { Input } from '@shared/contract';
import { Refusal } from '@shared/contract/errors';
import { DATE_ORDERS, IMPORT_FIELDS, IMPORT_KINDS } from '@shared/contract/imports';
import type { LayoutRow } from '@shared/contract/layouts';
import * as v from 'valibot';
import type { Db } from '../db/database';
import { rememberedLayout, writeLayout } from './remember';
import { layoutKey, type RememberedLayout } from './understand/layout';

const FORMAT = 'duebook-layouts';
const VERSION = 1;
const NOTHING = 'Nothing was changed';

const word = (max: number) => v.pipe(v.string(), v.maxLength(max));
const remembered = v.object({
  kind: v.optional(v.picklist(IMPORT_KINDS)),
  maps: v.optional(v.record(v.picklist(IMPORT_KINDS), v.record(v.picklist(IMPORT_FIELDS), word(500)))),
  dates: v.optional(v.picklist(DATE_ORDERS)),
  currency: v.optional(v.pipe(v.string(), v.regex(/^[A-Z]{3}$/))),
  headers: v.optional(v.pipe(v.array(word(10_000)), v.maxLength(20_000))),
  name: v.optional(word(200)),
  fileName: v.optional(word(1000)),
});
const layoutFile = v.object({
  format: v.literal(FORMAT),
  version: v.literal(VERSION),
  layouts: v.pipe(
    v.array(v.object({ layout: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)), ...remembered.entries })),
    v.maxLength(10_000),
  ),
});

/** What is remembered of file layouts, last used first. */
export function listLayouts(db: Db): LayoutRow[] {
  return db
    .all<{ layout: string; options: string; saved_at: string }>(
      'SELECT layout, options, saved_at FROM import_mapping ORDER BY saved_at DESC, layout',
    )
    .map(({ layout, options, saved_at }) => {
      const known = JSON.parse(options) as RememberedLayout;
      const kind = known.kind ?? 'open-items';
      const map = known.maps?.[kind] ?? {};
      return {
        layout,
        name: known.name ?? known.fileName ?? null,
        headers: known.headers ?? [...new Set(Object.values(map))].filter((header) => header !== ''),
        kind,
        map,
        dates: known.dates ?? null,
        currency: known.currency ?? null,
        usedAt: saved_at,
      };
    });
}

/**
 * Changes how files of a layout are taken from now on; what was imported stays.
 * @throws Refusal `not_found`; `bad_input` when a column is named that the layout does not have.
 */
export function saveLayout(db: Db, input: Input<'layouts.save'>): void {
  db.write(() => {
    const known = rememberedLayout(db, input.layout);
    if (known === null) throw noLayout();
    const foreign = Object.values(input.map).find(
      (header) => header !== '' && known.headers !== undefined && !known.headers.includes(header),
    );
    if (foreign !== undefined)
      throw new Refusal(
        'bad_input',
        `Files of this layout have no column "${foreign}". ${NOTHING}; choose one of theirs.`,
      );
    const { dates: _dates, currency: _currency, name: _name, ...kept } = known;
    const changed: RememberedLayout = {
      ...kept,
      ...(input.name !== '' && { name: input.name }),
      kind: input.kind,
      maps: { ...known.maps, [input.kind]: input.map },
      ...(input.dates && { dates: input.dates }),
      ...(input.currency && { currency: input.currency }),
    };
    db.run('UPDATE import_mapping SET options = ? WHERE layout = ?', JSON.stringify(changed), input.layout);
  });
}

/** Forgets a layout: its next file is understood as if it were the first. @throws Refusal `not_found`. */
export function forgetLayout(db: Db, layout: string): void {
  db.write(() => {
    if (db.run('DELETE FROM import_mapping WHERE layout = ?', layout).changes === 0) throw noLayout();
  });
}

/** All layouts, or one, as JSON text. @throws Refusal `not_found` when there is nothing to be written. */
export function exportLayouts(db: Db, layout: string | null = null): { fileName: string; content: string } {
  const rows = db.all<{ layout: string; options: string }>(
    'SELECT layout, options FROM import_mapping WHERE ? IS NULL OR layout = ? ORDER BY layout',
    layout,
    layout,
  );
  if (rows.length === 0)
    throw layout === null
      ? new Refusal('not_found', 'No layout is remembered yet. Import a file first; its layout is kept then.')
      : noLayout();
  const layouts = rows.map((row) => ({ layout: row.layout, ...(JSON.parse(row.options) as RememberedLayout) }));
  return {
    fileName: 'duebook-layouts.json',
    content: `${JSON.stringify({ format: FORMAT, version: VERSION, layouts }, null, 2)}\n`,
  };
}

/**
 * Takes layouts from such a file, over those of the same columns here.
 * @throws Refusal `bad_input`, with nothing changed, when the text is no file of layouts, is of a newer version, or anything in it is wrong.
 */
export function importLayouts(db: Db, content: string, now: number): { added: number; replaced: number } {
  const { layouts } = parseLayouts(content);
  return db.write(() => {
    let replaced = 0;
    for (const { layout, ...known } of layouts) {
      if (rememberedLayout(db, layout) !== null) replaced++;
      writeLayout(db, layout, known as RememberedLayout, now);
    }
    return { added: layouts.length - replaced, replaced };
  });
}

function parseLayouts(content: string): v.InferOutput<typeof layoutFile> {
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch {
    throw new Refusal(
      'bad_input',
      `This is no file of layouts: it is not JSON. ${NOTHING}; choose one that Duebook exported.`,
    );
  }
  const head = json as { format?: unknown; version?: unknown } | null;
  if (head?.format !== FORMAT)
    throw new Refusal('bad_input', `This is no file of layouts. ${NOTHING}; choose one that Duebook exported.`);
  if (typeof head.version === 'number' && head.version > VERSION)
    throw new Refusal(
      'bad_input',
      `This file of layouts is of a newer Duebook. ${NOTHING}; bring this one up to date first.`,
    );
  const read = v.safeParse(layoutFile, json);
  if (!read.success)
    throw new Refusal(
      'bad_input',
      `This file of layouts is damaged at ${v.getDotPath(read.issues[0]) ?? 'its beginning'}: ${read.issues[0].message}. ${NOTHING}; export it again.`,
    );
  const seen = new Set<string>();
  for (const { layout, headers } of read.output.layouts) {
    if (seen.has(layout) || (headers && layoutKey(headers) !== layout))
      throw new Refusal(
        'bad_input',
        `This file of layouts is damaged: ${seen.has(layout) ? 'a layout stands in it twice' : 'column names and key of a layout do not belong together'}. ${NOTHING}; export it again.`,
      );
    seen.add(layout);
  }
  return read.output;
}

function noLayout(): Refusal {
  return new Refusal('not_found', `That layout is not remembered any more. ${NOTHING}.`);
}
