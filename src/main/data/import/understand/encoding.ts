/** What a file's bytes say, and in which encoding they were read. */
export interface DecodedText {
  text: string;
  encoding: 'utf-8' | 'utf-8-bom' | 'utf-16le' | 'utf-16be' | 'windows-1252';
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
  if (wide) return { text: new TextDecoder(wide).decode(bytes), encoding: wide };
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { text, encoding: marked ? 'utf-8-bom' : 'utf-8' };
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'windows-1252' };
  }
}
