import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { Refusal } from '@shared/contract/errors';
import { checkReadable } from '../db/places';

/** A file as the import takes it: its name (without the folder), and where its bytes are: on disk, or in memory already. */
export type ImportFile = { name: string } & ({ path: string } | { bytes: Uint8Array });

/** The bytes of an open file, read in pieces and as often as they are needed; never held whole. */
export interface Bytes {
  size: number;
  /** The first 64 KB. */
  head: Uint8Array;
  /** All bytes from the first on. A piece is only good until the next one is taken. */
  pieces(): Iterable<Uint8Array>;
  /** All bytes at once, for formats that cannot be read in pieces. */
  whole(): Uint8Array;
  /** Whether somebody has written to the file since it was opened. */
  changed(): boolean;
  close(): void;
}

const HEAD = 64 * 1024;
export const PIECE = 1024 * 1024;

/** Opens a file for reading. `piece` is the size of the pieces in bytes. Refused: `file_missing`, `file_unreadable`. */
export function openBytes(file: ImportFile, piece = PIECE): Bytes {
  return 'bytes' in file ? inMemory(file.bytes, piece) : onDisk(file.path, piece);
}

function inMemory(bytes: Uint8Array, piece: number): Bytes {
  return {
    size: bytes.length,
    head: bytes.subarray(0, HEAD),
    *pieces() {
      for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
    },
    whole: () => bytes,
    changed: () => false,
    close: () => {},
  };
}

function onDisk(path: string, piece: number): Bytes {
  const fd = reading(path, () => {
    checkReadable(path);
    return openSync(path, 'r');
  });
  try {
    const { size, mtimeMs } = checkFile(path, fd);
    const read = (into: Uint8Array, at: number) => reading(path, () => readSync(fd, into, 0, into.length, at));
    const head = new Uint8Array(Math.min(HEAD, size));
    read(head, 0);
    return {
      size,
      head,
      *pieces() {
        const buffer = new Uint8Array(piece);
        for (let at = 0; at < size; ) {
          const count = read(buffer, at);
          if (count === 0) return;
          yield buffer.subarray(0, Math.min(count, size - at));
          at += count;
        }
      },
      whole() {
        const bytes = new Uint8Array(size);
        for (let at = 0; at < size; ) {
          const count = read(bytes.subarray(at), at);
          if (count === 0) break;
          at += count;
        }
        return bytes;
      },
      changed() {
        const now = fstatSync(fd);
        return now.size !== size || now.mtimeMs !== mtimeMs;
      },
      close: () => closeSync(fd),
    };
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}

function checkFile(path: string, fd: number): { size: number; mtimeMs: number } {
  const stat = reading(path, () => fstatSync(fd));
  if (stat.isDirectory())
    throw new Refusal('file_unreadable', `${path} is a folder. Nothing was changed; choose the file in it.`);
  return stat;
}

/** Does what reads the file, and says in words why it cannot be read. */
function reading<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new Refusal(
        'file_missing',
        `There is no file ${path}. Nothing was changed; check the name and the folder.`,
      );
    if (code === 'EISDIR')
      throw new Refusal('file_unreadable', `${path} is a folder. Nothing was changed; choose the file in it.`);
    throw new Refusal(
      'file_unreadable',
      `${path} cannot be read (${code ?? 'unknown error'}). Nothing was changed; close it in other programs or check its rights.`,
    );
  }
}
