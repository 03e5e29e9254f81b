import { basename } from 'node:path';
import { Refusal } from '@shared/contract/errors';
import { type Bytes, type ImportFile, openBytes } from './bytes';

/** First bytes of formats that people take for a list by mistake. */
const MAGIC: readonly [bytes: readonly number[], what: string][] = [
  [[0x25, 0x50, 0x44, 0x46], 'a PDF'],
  [[0x1f, 0x8b], 'a compressed archive'],
  [[0x89, 0x50, 0x4e, 0x47], 'a picture'],
  [[0xff, 0xd8, 0xff], 'a picture'],
  [[0x47, 0x49, 0x46, 0x38], 'a picture'],
  [[0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20, 0x66], 'a database'],
];

/**
 * Names a file on disk for an import. Refused before anything of it is understood: `file_missing`, `file_unreadable` (a folder,
 * no right to read, protected by a password), `file_empty`, `file_binary` (PDF, picture…). Nothing is changed by any of them.
 */
export function readImportFile(path: string): ImportFile {
  const name = basename(path);
  const bytes = openBytes({ name, path });
  try {
    checkReadable(name, bytes);
  } finally {
    bytes.close();
  }
  return { name, path };
}

/** The start of an .xlsx workbook, and of every other zip. */
export function isZip(head: Uint8Array): boolean {
  return startsWith(head, [0x50, 0x4b, 0x03, 0x04]);
}

/** Refuses by its first bytes what is empty (`file_empty`) or neither text nor workbook (`file_binary`, `file_unreadable`). */
export function checkReadable(name: string, bytes: Bytes): void {
  const { head } = bytes;
  if (head.length === bytes.size && head.every((byte) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d)))
    throw new Refusal('file_empty', `${name} is empty. Nothing was changed; export the list again.`);
  if (startsWith(head, [0xd0, 0xcf, 0x11, 0xe0])) throw oldOffice(name, bytes);
  const magic = MAGIC.find(([start]) => startsWith(head, start));
  if (magic) throw binary(name, `but ${magic[1]}`);
}

export function binary(name: string, what: string): Refusal {
  return new Refusal(
    'file_binary',
    `${name} is not a text file ${what}. Nothing was changed; save the list as CSV or .xlsx and drop that.`,
  );
}

/** Both an .xls and an .xlsx with a password lie in the container of old Office documents. */
function oldOffice(name: string, bytes: Bytes): Refusal {
  const mark = Buffer.from('EncryptedPackage', 'utf16le');
  let locked = false;
  let before = Buffer.alloc(0);
  for (const piece of bytes.pieces()) {
    const both = Buffer.concat([before, piece]);
    locked ||= both.includes(mark);
    before = both.subarray(-mark.length);
  }
  return new Refusal(
    'file_unreadable',
    locked
      ? `${name} is protected by a password. Nothing was changed; save it without one and drop that.`
      : `${name} is in an old Office format (.xls). Nothing was changed; save the list as .xlsx or CSV and drop that.`,
  );
}

function startsWith(head: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, i) => head[i] === byte);
}
