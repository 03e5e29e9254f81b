import type { ErrorCode } from '@shared/contract/errors';
import { Refusal } from '@shared/contract/errors';
import { longWriterOf } from './long-writer';

const MESSAGES: readonly [prefix: string, code: ErrorCode, words: (file: string) => string][] = [
  ['SQLITE_BUSY', 'db_busy', busyWords],
  ['SQLITE_LOCKED', 'db_busy', busyWords],
  [
    'SQLITE_FULL',
    'disk_full',
    (f) => `The disk that holds ${f} is full. Nothing of this was saved; what was there before is kept.`,
  ],
  [
    'SQLITE_READONLY',
    'db_readonly',
    (f) => `${f} is read-only here. Nothing was changed; make it writable or choose another file.`,
  ],
  [
    'SQLITE_CANTOPEN',
    'db_readonly',
    (f) => `${f} cannot be opened for writing. Nothing was changed; check the folder and its rights.`,
  ],
  ['SQLITE_NOTADB', 'db_foreign', (f) => `${f} is not a Duebook database. Nothing was changed in it.`],
  ['SQLITE_CORRUPT', 'db_damaged', (f) => `${f} is damaged. Nothing was changed; restore the latest backup.`],
  [
    'SQLITE_IOERR',
    'db_damaged',
    (f) => `${f} cannot be read or written (disk error). Nothing of this was saved; check the disk.`,
  ],
];

/** The refusal for an error of SQLite; any other error is passed on as it is. */
export function refusalOf(error: unknown, file: string): unknown {
  if (error instanceof Refusal) return error;
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  const found = MESSAGES.find(([prefix]) => code.startsWith(prefix));
  return found ? new Refusal(found[1], found[2](file)) : error;
}

/** Who holds the lock, where it says so. */
export function busyWords(file: string): string {
  const writer = longWriterOf(file);
  return writer
    ? `${file} is locked: ${writer.what} is running (process ${writer.pid}). Nothing was changed; try again when it is done.`
    : `${file} is locked by another program or Duebook window. Nothing was changed; try again when it is done.`;
}
