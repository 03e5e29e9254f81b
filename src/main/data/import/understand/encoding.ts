/** What a file's bytes say, and in which encoding they were read. */
export interface DecodedText {
  text: string;
  encoding: 'utf-8' | 'utf-8-bom' | 'utf-16le' | 'utf-16be' | 'windows-1252';
  /** Lines of a Windows-1252 file that are in UTF-8 and were read as such: two files were joined. */
  mixed: number;
}

/** The share of NUL bytes at one side of every pair from which text is taken for UTF-16 without a mark. */
const WIDE_SHARE = 0.4;

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
 * Decodes a text file: by its byte order mark, else as UTF-8 when every byte fits, else as Windows-1252 (the whole file is
 * tested, so that one late umlaut is enough to tell). Never fails.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const wide = looksLikeUtf16(bytes.subarray(0, 64 * 1024));
  if (wide) return { text: new TextDecoder(wide).decode(bytes), encoding: wide, mixed: 0 };
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { text, encoding: marked ? 'utf-8-bom' : 'utf-8', mixed: 0 };
  } catch {
    const text = new TextDecoder('windows-1252').decode(bytes);
    return UTF8_IN_1252.test(text) ? decodeLines(bytes) : { text, encoding: 'windows-1252', mixed: 0 };
  }
}

/** How letters with accents and the euro sign look when UTF-8 is read as Windows-1252 ("MÃ¼ller", "â‚¬"). */
const UTF8_IN_1252 =
  /[\u00c3\u00c2\u00c4\u00c5][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]|\u00e2\u201a\u00ac/;

/** Each line as UTF-8 when its bytes fit, else as Windows-1252. */
function decodeLines(bytes: Uint8Array): DecodedText {
  const strict = new TextDecoder('utf-8', { fatal: true });
  const single = new TextDecoder('windows-1252');
  const lines: string[] = [];
  let mixed = 0;
  for (let at = 0; at < bytes.length; ) {
    const next = bytes.indexOf(0x0a, at);
    const end = next < 0 ? bytes.length : next + 1;
    const line = bytes.subarray(at, end);
    try {
      const text = strict.decode(line);
      if (text.length < line.length) mixed++;
      lines.push(text);
    } catch {
      lines.push(single.decode(line));
    }
    at = end;
  }
  return { text: lines.join(''), encoding: 'windows-1252', mixed };
}
