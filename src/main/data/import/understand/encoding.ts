/** In which encoding a text file is read; `mixed`: Windows-1252 with lines in UTF-8 among them, each read in its own. */
export interface FoundEncoding {
  encoding: 'utf-8' | 'utf-8-bom' | 'utf-16le' | 'utf-16be' | 'windows-1252';
  mixed: boolean;
}

/** The share of NUL bytes at one side of every pair from which text is taken for UTF-16 without a mark. */
const WIDE_SHARE = 0.4;
/** How letters with accents and the euro sign look when UTF-8 is read as Windows-1252 ("MÃ¼ller", "â‚¬"). */
const UTF8_IN_1252 =
  /[\u00c3\u00c2\u00c4\u00c5][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]|\u00e2\u201a\u00ac/;

/** Whether bytes with NULs are UTF-16 text: by its mark, or because the NULs stand on one side of the pairs only. */
export function looksLikeUtf16(head: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  let even = 0;
  let odd = 0;
  for (let i = 0; i < head.length; i++) if (head[i] === 0) i % 2 === 0 ? even++ : odd++;
  const pairs = head.length / 2;
  if (even === 0 && odd > pairs * WIDE_SHARE) return 'utf-16le';
  if (odd === 0 && even > pairs * WIDE_SHARE) return 'utf-16be';
  return null;
}

/**
 * The encoding of a text that is not UTF-16: UTF-8 when every byte fits (`fits`: the whole file is tested, so that one late umlaut is
 * enough to tell), else Windows-1252. `pieces` gives all bytes once more.
 */
export function findEncoding(head: Uint8Array, fits: boolean, pieces: () => Iterable<Uint8Array>): FoundEncoding {
  const marked = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf;
  if (fits) return { encoding: marked ? 'utf-8-bom' : 'utf-8', mixed: false };
  return { encoding: 'windows-1252', mixed: holdsUtf8(pieces()) };
}

function holdsUtf8(pieces: Iterable<Uint8Array>): boolean {
  const single = new TextDecoder('windows-1252');
  let before = '';
  for (const piece of pieces) {
    const text = before + single.decode(piece);
    if (UTF8_IN_1252.test(text)) return true;
    // As many as the longest of the patterns may have begun in this piece.
    before = text.slice(-2);
  }
  return false;
}

/** Tells of bytes given piece by piece whether all of them are UTF-8. */
export class Utf8Check {
  #fits = true;
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });

  add(piece: Uint8Array): void {
    this.#try(() => this.#decoder.decode(piece, { stream: true }));
  }

  end(): boolean {
    this.#try(() => this.#decoder.decode());
    return this.#fits;
  }

  #try(decode: () => string): void {
    if (!this.#fits) return;
    try {
      decode();
    } catch {
      this.#fits = false;
    }
  }
}

/** Turns bytes into text piece by piece; a character cut in two comes out whole with the next piece. Never fails. */
export interface Decoder {
  add(piece: Uint8Array): string;
  end(): string;
  /** Lines in UTF-8 met so far in a file in Windows-1252. */
  readonly mixedLines: number;
}

export function decoderOf({ encoding, mixed }: FoundEncoding): Decoder {
  if (mixed) return new LineDecoder();
  const decoder = new TextDecoder(encoding === 'utf-8-bom' ? 'utf-8' : encoding);
  return {
    add: (piece) => decoder.decode(piece, { stream: true }),
    end: () => decoder.decode(),
    mixedLines: 0,
  };
}

/** Each line as UTF-8 when its bytes fit, else as Windows-1252. */
class LineDecoder implements Decoder {
  mixedLines = 0;
  #rest = Buffer.alloc(0);
  readonly #strict = new TextDecoder('utf-8', { fatal: true });
  readonly #single = new TextDecoder('windows-1252');

  add(piece: Uint8Array): string {
    const bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, piece]) : piece;
    const lines: string[] = [];
    let at = 0;
    for (let next = bytes.indexOf(0x0a); next >= 0; next = bytes.indexOf(0x0a, at)) {
      lines.push(this.#line(bytes.subarray(at, next + 1)));
      at = next + 1;
    }
    // A copy: the piece is only good until the next one.
    this.#rest = Buffer.from(bytes.subarray(at));
    return lines.join('');
  }

  end(): string {
    return this.#line(this.#rest);
  }

  #line(line: Uint8Array): string {
    try {
      const text = this.#strict.decode(line);
      if (text.length < line.length) this.mixedLines++;
      return text;
    } catch {
      return this.#single.decode(line);
    }
  }
}
