import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { Refusal } from '@shared/contract/errors';
import { looksLikeUtf16 } from './understand/encoding';

/** A file as the import takes it: its name (without the folder) and all of its bytes. */
export interface ImportFile {
  name: string;
  bytes: Uint8Array;
}

/** First bytes of formats that people take for a list by mistake. */
const MAGIC: readonly [bytes: readonly number[], what: string][] = [
  [[0x25, 0x50, 0x44, 0x46], 'a PDF'],
  [[0x1f, 0x8b], 'a compressed archive'],
  [[0x89, 0x50, 0x4e, 0x47], 'a picture'],
  [[0xff, 0xd8, 0xff], 'a picture'],
  [[0x47, 0x49, 0x46, 0x38], 'a picture'],
  [[0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20, 0x66], 'a database'],
];
const HEAD = 64 * 1024;

/**
 * Reads a file for an import. Refused before anything is understood: `file_missing`, `file_unreadable` (a folder, no right
 * to read, protected by a password), `file_empty`, `file_binary` (PDF, picture…). Nothing is changed by any of them.
 */
export function readImportFile(path: string): ImportFile {
  const name = basename(path);
  let bytes: Uint8Array;
  try {
    if (statSync(path).isDirectory())
      throw new Refusal('file_unreadable', `${path} is a folder. Nothing was changed; choose the file in it.`);
    bytes = readFileSync(path);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new Refusal(
        'file_missing',
        `There is no file ${path}. Nothing was changed; check the name and the folder.`,
      );
    throw new Refusal(
      'file_unreadable',
      `${path} cannot be read (${code ?? 'unknown error'}). Nothing was changed; close it in other programs or check its rights.`,
    );
  }
  const file = { name, bytes };
  checkReadable(file);
  return file;
}

/** The start of an .xlsx workbook, and of every other zip. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;
}

/** Refuses what is empty (`file_empty`) or neither text nor workbook (`file_binary`); also for bytes that did not come from a path. */
export function checkReadable(file: ImportFile): void {
  const { name, bytes } = file;
  const head = bytes.subarray(0, HEAD);
  if (head.every((byte) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d)) && bytes.length <= HEAD)
    throw new Refusal('file_empty', `${name} is empty. Nothing was changed; export the list again.`);
  if (isZip(bytes)) return;
  checkOldOffice(file);
  const magic = MAGIC.find(([start]) => start.every((byte, i) => bytes[i] === byte));
  if (magic || (bytes.includes(0) && !looksLikeUtf16(head)))
    throw new Refusal(
      'file_binary',
      `${name} is not a text file${magic ? ` but ${magic[1]}` : ' (it holds NUL bytes)'}. Nothing was changed; save the list as CSV or .xlsx and drop that.`,
    );
}

/** Both an .xls and an .xlsx with a password lie in the container of old Office documents. */
function checkOldOffice({ name, bytes }: ImportFile): void {
  if (![0xd0, 0xcf, 0x11, 0xe0].every((byte, i) => bytes[i] === byte)) return;
  const locked = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(
    Buffer.from('EncryptedPackage', 'utf16le'),
  );
  throw new Refusal(
    'file_unreadable',
    locked
      ? `${name} is protected by a password. Nothing was changed; save it without one and drop that.`
      : `${name} is in an old Office format (.xls). Nothing was changed; save the list as .xlsx or CSV and drop that.`,
  );
}
