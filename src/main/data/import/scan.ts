import { createHash } from 'node:crypto';
import { Refusal } from '@shared/contract/errors';
import type { ImportOptions } from '@shared/contract/imports';
import type { Bytes } from './bytes';
import { binary } from './read-file';
import { type FoundEncoding, findEncoding, looksLikeUtf16, Utf8Check } from './understand/encoding';

/** Characters no row of a list comes near. */
export const MAX_LINE = 5_000_000;

/** What a first look at all bytes of a text file tells. */
export interface Scan {
  found: FoundEncoding;
  /** SHA-256, in hex. */
  digest: string;
  /** Ends of lines: about as many as there are rows. */
  lines: number;
}

/**
 * Reads a text file once from end to end. Refused, wherever in the file the reason lies: `file_binary` (NUL bytes), `bad_input` (a
 * line without an end). `onBytes` is told after each piece how many bytes were read, and may throw to stop.
 */
export function scanText(
  name: string,
  bytes: Bytes,
  wanted: ImportOptions['encoding'],
  onBytes: (read: number) => void,
): Scan {
  const wide = wanted === undefined ? looksLikeUtf16(bytes.head) : wanted.startsWith('utf-16') ? wanted : null;
  const hash = createHash('sha256');
  const utf8 = new Utf8Check();
  const lines = new LineCheck(name, wide === null ? MAX_LINE : MAX_LINE * 2);
  let read = 0;
  for (const piece of bytes.pieces()) {
    hash.update(piece);
    if (wide === null) {
      if (piece.includes(0)) throw binary(name, '(it holds NUL bytes)');
      utf8.add(piece);
    }
    lines.add(piece);
    read += piece.length;
    onBytes(read);
  }
  return { found: encodingOf(bytes, wanted ?? wide, utf8), digest: hash.digest('hex'), lines: lines.ended };
}

function encodingOf(bytes: Bytes, said: ImportOptions['encoding'] | null, utf8: Utf8Check): FoundEncoding {
  if (said && said !== 'utf-8') return { encoding: said, mixed: false };
  return findEncoding(bytes.head, said === 'utf-8' || utf8.end(), () => bytes.pieces());
}

/** Refuses a file that is one endless line before it is taken apart: it is no list, and its columns could not be counted. */
class LineCheck {
  ended = 0;
  readonly #name: string;
  readonly #most: number;
  #length = 0;

  constructor(name: string, most: number) {
    this.#name = name;
    this.#most = most;
  }

  add(piece: Uint8Array): void {
    const ends = [piece.indexOf(0x0a), piece.indexOf(0x0d)].filter((at) => at >= 0);
    this.#grow(ends.length === 0 ? piece.length : Math.min(...ends));
    if (ends.length === 0) return;
    for (let at = piece.indexOf(0x0a); at >= 0; at = piece.indexOf(0x0a, at + 1)) this.ended++;
    // Whatever begins and ends within one piece is short enough.
    this.#length = 0;
    this.#grow(piece.length - 1 - Math.max(piece.lastIndexOf(0x0a), piece.lastIndexOf(0x0d)));
  }

  #grow(more: number): void {
    this.#length += more;
    if (this.#length > this.#most)
      throw new Refusal(
        'bad_input',
        `Line ${this.ended + 1} of ${this.#name} is longer than ${MAX_LINE / 1_000_000} million characters, so this is no list with a row for each item. Nothing was changed; export the list again.`,
      );
  }
}
