import { type BigIntStats, closeSync, openSync, readSync, statSync } from 'node:fs';
import { Refusal } from '@shared/contract/errors';

/**
 * Refuses to read what is there but no file, such as a pipe: opening one may wait for ever. What is not there, or a folder, is left to
 * who opens it. @throws Refusal `file_unreadable`.
 */
export function checkReadable(path: string): void {
  const stat = look(path);
  if (stat === undefined || stat.isFile() || stat.isDirectory()) return;
  throw new Refusal(
    'file_unreadable',
    `${path} is no file but a device or a pipe. Nothing was changed; choose a file.`,
  );
}

/**
 * Refuses to write a file in the place of a database, whosever it is, of what SQLite keeps beside one, or of what is no file: the name
 * was mistyped, and what lies there would be gone. @throws Refusal `file_unwritable`.
 */
export function checkTarget(path: string): void {
  const stat = look(path);
  if (stat !== undefined && !stat.isFile() && !stat.isDirectory())
    throw new Refusal(
      'file_unwritable',
      `${path} is no file but a device or a pipe. Nothing was changed; choose another name.`,
    );
  if (isDatabase(path) || isDatabase(path.replace(/-(wal|shm|journal)$/, '')))
    throw new Refusal(
      'file_unwritable',
      `${path} is, or belongs to, a database, and nothing is written in its place. Nothing was changed; choose another name.`,
    );
}

/** Whether two names mean one file that is there. */
export function isSameFile(a: string, b: string): boolean {
  const [one, other] = [look(a), look(b)];
  return one !== undefined && other !== undefined && one.dev === other.dev && one.ino === other.ino;
}

/** Undefined for what is not there or cannot be looked at: whoever opens it says why. */
function look(path: string): BigIntStats | undefined {
  try {
    return statSync(path, { bigint: true });
  } catch {
    return undefined;
  }
}

const MAGIC = 'SQLite format 3\0';

function isDatabase(path: string): boolean {
  if (!look(path)?.isFile()) return false;
  const fd = openSync(path, 'r');
  try {
    const head = Buffer.alloc(MAGIC.length);
    readSync(fd, head, 0, head.length, 0);
    return head.toString('latin1') === MAGIC;
  } finally {
    closeSync(fd);
  }
}
