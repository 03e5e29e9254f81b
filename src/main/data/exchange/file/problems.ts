import { basename, dirname } from 'node:path';
import { Refusal } from '@shared/contract/errors';

function errno(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

/** Held by a virus scanner, a sync service or another program for a moment; worth another try. */
export function isPassing(error: unknown): boolean {
  return ['EBUSY', 'EPERM', 'EACCES'].includes(errno(error));
}

/** The refusal for an error of the system while writing to `path`; any other error is passed on as it is. */
export function writeProblem(error: unknown, path: string): unknown {
  const code = errno(error);
  if (!isSystem(error)) return error;
  if (['ENOSPC', 'EDQUOT', 'EFBIG'].includes(code))
    return new Refusal(
      'disk_full',
      `There is no room left where ${path} should go. No file was written and nothing else was changed; free some space or choose another disk.`,
    );
  if (['ENOENT', 'ENOTDIR', 'ESTALE'].includes(code))
    return new Refusal(
      'file_missing',
      `The folder ${dirname(path)} is not there any more. No file was written; check the drive or the shared folder and try again.`,
    );
  return new Refusal(
    'file_unwritable',
    `${path} cannot be written (${code}). No file was written; close it in other programs or choose another folder.`,
    { code },
  );
}

/** The refusal for an error of the system while reading `path`; any other error is passed on as it is. */
export function readProblem(error: unknown, path: string): unknown {
  if (!isSystem(error)) return error;
  const code = errno(error);
  if (['ENOENT', 'ENOTDIR'].includes(code))
    return new Refusal(
      'file_missing',
      `There is no file ${path} (any more). Nothing was changed; check the name and the folder.`,
    );
  if (code === 'EISDIR')
    return new Refusal('file_unreadable', `${path} is a folder. Nothing was changed; choose the file in it.`);
  return new Refusal(
    'file_unreadable',
    `${basename(path)} cannot be read (${code}). Nothing was changed; close it in other programs or check its rights.`,
    { code },
  );
}

function isSystem(error: unknown): boolean {
  return !(error instanceof Refusal) && typeof error === 'object' && error !== null && 'syscall' in error;
}
