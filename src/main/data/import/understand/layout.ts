import { createHash } from 'node:crypto';
import type { DateOrder, ImportField, ImportKind } from '@shared/contract/imports';
import { headerWords } from './synonyms';

/** What is remembered of a file layout once a file of it was imported; every part may be overridden by the next import. */
export interface RememberedLayout {
  kind?: ImportKind;
  /** By the kind the file was taken for: one taken for the wrong kind first does not spoil the right one. */
  maps?: Partial<Record<ImportKind, Partial<Record<ImportField, string>>>>;
  dates?: DateOrder;
  currency?: string;
  /** Column names in their order; missing in those remembered before they were kept. */
  headers?: string[];
  /** Given by a person. */
  name?: string;
  /** The last file of it. */
  fileName?: string;
}

/** Key of a layout: a hash of its column names in their order, without regard to case and punctuation. */
export function layoutKey(headers: readonly string[]): string {
  return createHash('sha256').update(headers.map(headerWords).join('\u001f')).digest('hex').slice(0, 32);
}
