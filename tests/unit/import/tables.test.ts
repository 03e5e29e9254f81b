import { describe, expect, it } from 'vitest';
import { readTable } from '../../../src/main/data/import/rows';
import { findDelimiter } from '../../../src/main/data/import/understand/delimiter';
import { decoderOf, findEncoding, looksLikeUtf16, Utf8Check } from '../../../src/main/data/import/understand/encoding';

const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string, mark = true) => new Uint8Array(Buffer.from((mark ? '\uFEFF' : '') + text, 'utf16le'));

/** Finds the encoding and decodes by it, in pieces of any size. */
function decodeText(bytes: Uint8Array, piece = bytes.length) {
  const pieces = () =>
    Array.from({ length: Math.ceil(bytes.length / piece) }, (_, i) => bytes.subarray(i * piece, (i + 1) * piece));
  const wide = looksLikeUtf16(bytes.subarray(0, 64 * 1024));
  const utf8 = new Utf8Check();
  for (const part of pieces()) utf8.add(part);
  const found = wide ? { encoding: wide, mixed: false } : findEncoding(bytes, utf8.end(), pieces);
  const decoder = decoderOf(found);
  const text =
    pieces()
      .map((part) => decoder.add(part))
      .join('') + decoder.end();
  return { text, encoding: found.encoding, mixed: decoder.mixedLines };
}

describe('the encoding', () => {
  it('is told by the mark, else by whether every byte fits UTF-8', () => {
    expect(decodeText(utf8('Fällig'))).toMatchObject({ text: 'Fällig', encoding: 'utf-8' });
    expect(decodeText(utf8('\uFEFFFällig'))).toMatchObject({ text: 'Fällig', encoding: 'utf-8-bom' });
    expect(decodeText(utf16('Fällig;Größe'))).toMatchObject({ text: 'Fällig;Größe', encoding: 'utf-16le' });
    expect(decodeText(utf16('Faellig;Amount', false))).toMatchObject({ text: 'Faellig;Amount', encoding: 'utf-16le' });
  });

  it('is Windows-1252 when one late byte does not fit', () => {
    const bytes = new Uint8Array([...utf8('a'.repeat(100_000)), 0xe4, 0x80]);
    expect(decodeText(bytes)).toMatchObject({ encoding: 'windows-1252' });
    expect(decodeText(bytes).text.endsWith('ä€')).toBe(true);
  });

  it('is not UTF-16 because of a few NULs', () => {
    expect(looksLikeUtf16(new Uint8Array([65, 0, 0, 66]))).toBeNull();
  });
});

describe('the delimiter', () => {
  it.each([
    ['semicolons beside unquoted decimal commas', 'a;b;c\n1,5;2,5;3,5\n1,5;2,5;3,5\n', ';'],
    ['commas beside semicolons in notes', 'a,b,c\n1,"x; y; z",3\n2,p; q; r,4\n', ','],
    ['tabs', 'a\tb\n1,5\t2\n', '\t'],
    ['bars', 'a|b\n1|2\n', '|'],
    ['title lines above', 'Open items, as of today\n\na;b;c\n1;2;3\n4;5;6\n', ';'],
    ['one column', 'a\n1\n', ','],
  ])('is found with %s', (_what, text, delimiter) => expect(findDelimiter(text).delimiter).toBe(delimiter));

  it('is the one a sep= line names', () => {
    expect(findDelimiter('sep=|\na,b|c\n')).toMatchObject({ delimiter: '|', skippedLines: 1 });
  });
});

describe('rows', () => {
  it('know the line they start on, also behind line breaks in quotes and a sep= line', () => {
    const table = readTable({ name: 'x.csv', bytes: utf8('sep=;\r\na;b\r\n"x\r\ny";1\r\n\r\n2;3\r\n') });
    const rows = [...table.rows()];
    expect(rows.map((row) => row.cells)).toEqual([['a', 'b'], ['x\r\ny', '1'], [''], ['2', '3']]);
    expect(rows.map((row) => row.line)).toEqual([2, 3, 5, 6]);
  });

  it('keep ragged rows and say where a quote is not closed', () => {
    const table = readTable({ name: 'x.csv', bytes: utf8('a,b\n1\n1,2,3\n"x,4\n') });
    expect([...table.rows()].slice(0, 3).map((row) => row.cells)).toEqual([['a', 'b'], ['1'], ['1', '2', '3']]);
    expect(table.flaws.openQuote).toBe(4);
  });
});
