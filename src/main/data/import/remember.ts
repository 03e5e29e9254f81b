import type { ImportField, ImportOptions } from '@shared/contract/imports';
import type { Db } from '../db/database';
import type { RememberedLayout } from './understand/layout';
import { namedMapping, type Understanding } from './understand/understanding';

/** What was confirmed for a layout by its last import; null for a layout never imported. */
export function rememberedLayout(db: Db, layout: string): RememberedLayout | null {
  const options = db.value<string>('SELECT options FROM import_mapping WHERE layout = ?', layout);
  return options === undefined ? null : (JSON.parse(options) as RememberedLayout);
}

/** Keeps kind and mapping of a committed import, and the date order and currency somebody had to say, now or before. */
export function rememberLayout(
  db: Db,
  understanding: Understanding,
  options: ImportOptions,
  fileName: string,
  now: number,
): void {
  const { kind, layout } = understanding;
  const known = rememberedLayout(db, layout);
  const map: Partial<Record<ImportField, string>> = {
    ...takenAway(known?.maps?.[kind]),
    ...takenAway(options.map),
    ...namedMapping(understanding),
  };
  const dates = options.dates ?? known?.dates;
  const currency = options.currency ?? known?.currency;
  const remembered: RememberedLayout = {
    ...(known?.name && { name: known.name }),
    fileName,
    headers: understanding.headers,
    kind,
    maps: { ...known?.maps, [kind]: map },
    ...(dates && { dates }),
    ...(currency && { currency }),
  };
  writeLayout(db, layout, remembered, now);
}

/** Keeps a layout in place of what was remembered of it. `now` in milliseconds since 1970. */
export function writeLayout(db: Db, layout: string, remembered: RememberedLayout, now: number): void {
  db.run(
    `INSERT INTO import_mapping (layout, options, saved_at) VALUES (?, ?, ?)
     ON CONFLICT (layout) DO UPDATE SET options = excluded.options, saved_at = excluded.saved_at`,
    layout,
    JSON.stringify(remembered),
    new Date(now).toISOString(),
  );
}

/** The fields somebody took away from the mapping. */
function takenAway(map: Partial<Record<ImportField, string>> | undefined): Partial<Record<ImportField, string>> {
  return Object.fromEntries(Object.entries(map ?? {}).filter(([, header]) => header === ''));
}
