import type { ImportField, ImportOptions } from '@shared/contract/imports';
import type { Db } from '../db/database';
import type { RememberedLayout } from './understand/layout';
import { namedMapping, type Understanding } from './understand/understanding';

/** What was confirmed for a layout by its last import; null for a layout never imported. */
export function rememberedLayout(db: Db, layout: string): RememberedLayout | null {
  const options = db.value<string>('SELECT options FROM import_mapping WHERE layout = ?', layout);
  return options === undefined ? null : (JSON.parse(options) as RememberedLayout);
}

/** Keeps the mapping of a committed import, and of kind, date order and currency what was said by the user, now or before. */
export function rememberLayout(db: Db, understanding: Understanding, options: ImportOptions, now: number): void {
  const known = rememberedLayout(db, understanding.layout);
  const map: Partial<Record<ImportField, string>> = {
    ...takenAway(known?.map),
    ...takenAway(options.map),
    ...namedMapping(understanding),
  };
  const remembered: RememberedLayout = {
    map,
    ...pick('kind', options.kind ?? known?.kind),
    ...pick('dates', options.dates ?? known?.dates),
    ...pick('currency', options.currency ?? known?.currency),
  };
  db.run(
    `INSERT INTO import_mapping (layout, options, saved_at) VALUES (?, ?, ?)
     ON CONFLICT (layout) DO UPDATE SET options = excluded.options, saved_at = excluded.saved_at`,
    understanding.layout,
    JSON.stringify(remembered),
    new Date(now).toISOString(),
  );
}

function takenAway(map: RememberedLayout['map']): Partial<Record<ImportField, string>> {
  return Object.fromEntries(Object.entries(map ?? {}).filter(([, header]) => header === ''));
}

function pick<K extends string, V>(name: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [name]: value } as Record<K, V>);
}
