import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '@shared/exchange/canonical';
import { describe, expect, it } from 'vitest';
import type { ExchangeHeader } from '../../../src/main/data/exchange/file/header';
import { LIMITS } from '../../../src/main/data/exchange/file/layout';
import { openExchangeFile } from '../../../src/main/data/exchange/file/open-file';
import { draft, forged, newFolder, partsOf, refused, written } from './helpers';

/** A whole file whose header is the given one, spelled by whoever forges it. */
async function withHeader(change: (header: ExchangeHeader) => unknown, spell = canonicalJson): Promise<string> {
  const { header, payload } = partsOf(await written());
  const changed = change(JSON.parse(header));
  return forged(typeof changed === 'string' ? changed : spell(changed), payload);
}

describe('a header is refused', () => {
  it.each<[string, (header: ExchangeHeader) => unknown]>([
    ['that is no object', () => []],
    ['that is text', () => '"hello"'],
    ['that is not JSON', () => '{"format":1'],
    ['without a field', (h) => ({ ...h, portfolioId: undefined })],
    ['with a number for a name', (h) => ({ ...h, by: { ...h.by, name: 5 } })],
    ['with a name longer than any', (h) => ({ ...h, by: { ...h.by, name: 'x'.repeat(201) } })],
    ['with a control character in a name', (h) => ({ ...h, by: { ...h.by, name: 'Ana\u0000' } })],
    ['with half a character in a name', (h) => ({ ...h, by: { ...h.by, name: 'Ana\ud800' } })],
    ['with a replica that is none', (h) => ({ ...h, by: { ...h.by, replicaId: '../../etc/passwd' } })],
    ['with a negative count', (h) => ({ ...h, counts: { ...h.counts, rows: -1 } })],
    ['with half a row', (h) => ({ ...h, counts: { ...h.counts, rows: 0.5 } })],
    ['with a count no computer counts to', (h) => ({ ...h, counts: { ...h.counts, rows: 1e300 } })],
    ['with a size in words', (h) => ({ ...h, payload: { ...h.payload, bytes: '12' } })],
    ['with a payload packed in another way', (h) => ({ ...h, payload: { ...h.payload, encoding: 'br' } })],
    ['with another length than the file', (h) => ({ ...h, payload: { ...h.payload, bytes: h.payload.bytes + 1 } })],
    ['of another kind', (h) => ({ ...h, kind: 'virus' })],
    ['with a day that is none', (h) => ({ ...h, scope: { all: true, until: 'tomorrow' } })],
    ['with __proto__', (h) => canonicalJson(h).replace('{"by"', '{"__proto__":{"all":1},"by"')],
    ['with __proto__ further in', (h) => canonicalJson(h).replace('"scope":{', '"scope":{"__proto__":{"x":1},')],
    ['with a constructor', (h) => ({ ...h, constructor: { prototype: { x: 1 } } })],
    ['with a key twice', (h) => canonicalJson(h).replace('"all":true', '"all":true,"all":true')],
    ['with its keys in another order', ({ schema, ...h }) => JSON.stringify({ schema, ...h })],
    ['with white space', (h) => JSON.stringify(h, null, 1).replaceAll('\n', '')],
    ['with an escape where none is needed', (h) => canonicalJson(h).replace('Ana', '\\u0041na')],
    ['with a byte order mark', (h) => `\ufeff${canonicalJson(h)}`],
    ['with a carriage return', (h) => `${canonicalJson(h)}\r`],
    ['nested nine levels deep', (h) => ({ ...h, more: [[[[[[[[1]]]]]]]] })],
    [
      'nested without end',
      (h) => canonicalJson(h).replace('"all":true', `"all":${'['.repeat(9000)}${']'.repeat(9000)}`),
    ],
  ])('%s', async (_, change) => {
    expect((await refused(openExchangeFile(await withHeader(change)))).code).toBe('file_invalid');
  });

  it('whose bytes are no text', async () => {
    const { payload } = partsOf(await written());
    const path = forged(Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), payload);
    expect((await refused(openExchangeFile(path))).message).toContain('UTF-8');
  });

  it('that is empty, or a newline in disguise', async () => {
    const { payload } = partsOf(await written());
    expect((await refused(openExchangeFile(forged('', payload)))).code).toBe('file_invalid');
    const { header } = partsOf(await written());
    expect((await refused(openExchangeFile(forged(header.replace(',', ',\n'), payload)))).code).toBe('file_damaged');
  });

  it('above 64 KiB, without being read on', async () => {
    const filled = (size: number) => (h: ExchangeHeader) => {
      const rest = size - canonicalJson({ ...h, filler: '' }).length;
      return { ...h, filler: 'x'.repeat(rest) };
    };
    expect((await openExchangeFile(await withHeader(filled(LIMITS.header)))).header.filler).toMatch(/^x{65000}/);
    const { code } = await refused(openExchangeFile(await withHeader(filled(LIMITS.header + 1))));
    expect(code).toBe('file_damaged');
  });
});

describe('a file of a later version', () => {
  it('is refused when it asks for a later reader, and says which', async () => {
    const path = await withHeader((h) => ({ minReader: 3, format: 4, by: { appVersion: '2.1.0' }, counts: h.counts }));
    const { code, message, details } = await refused(openExchangeFile(path));
    expect(code).toBe('file_newer');
    expect(message).toContain('Duebook 2.1.0');
    expect(message).toContain('format 3');
    expect(details).toEqual({ minReader: 3 });
  });

  it('is read when it only adds', async () => {
    const path = await withHeader((h) => ({ ...h, format: 2, weather: 'fine' }));
    expect((await openExchangeFile(path)).header).toMatchObject({ format: 2, weather: 'fine' });
  });

  it('of quite another form is told by its first line', async () => {
    const path = join(newFolder(), 'a.duebook');
    writeFileSync(path, Buffer.concat([Buffer.from('DUEBOOK2\n'), readFileSync(await written()).subarray(9)]));
    expect((await refused(openExchangeFile(path))).code).toBe('file_newer');
  });
});

describe('a file that is none', () => {
  const whole = async () => readFileSync(await written());
  it.each<[string, string, string, () => Promise<Buffer | string> | Buffer | string]>([
    ['a list', 'file_foreign', 'drop it on Import', () => 'Customer;Amount\nAcme;5\n'],
    ['a database', 'file_foreign', 'database', () => 'SQLite format 3\0…'],
    ['a workbook', 'file_foreign', 'workbook', () => 'PK\x03\x04…'],
    ['a letter', 'file_foreign', 'something else', () => 'Dear Ana'],
    ['random bytes', 'file_foreign', 'something else', () => Buffer.from([0, 255, 7, 10, 44])],
    ['base64', 'file_foreign', 'attachment', async () => (await whole()).toString('base64')],
    ['nothing', 'file_empty', 'empty', () => ' \r\n'],
    ['one with CRLF', 'file_damaged', 'saved again as text', async () => crlf(await whole())],
    ['one with a byte order mark', 'file_damaged', 'saved again as text', async () => `\ufeff${await whole()}`],
    ['one as UTF-16', 'file_damaged', 'saved again', async () => Buffer.from(`\ufeff${await whole()}`, 'utf16le')],
  ])('%s is refused as %s', async (_, code, words, content) => {
    const path = join(newFolder(), 'dropped.duebook');
    writeFileSync(path, await content());
    const refusal = await refused(openExchangeFile(path));
    expect(refusal.code).toBe(code);
    expect(refusal.message).toContain(words);
    expect(refusal.message).toContain('Nothing was changed');
  });

  it('a folder and a missing file are refused', async () => {
    const folder = newFolder();
    expect((await refused(openExchangeFile(folder))).code).toBe('file_unreadable');
    expect((await refused(openExchangeFile(join(folder, 'x')))).code).toBe('file_missing');
    expect((await refused(openExchangeFile(join(folder, 'x', 'y')))).code).toBe('file_missing');
  });

  it('a file above the limit is refused without being read', async () => {
    const path = await written();
    const { code } = await refused(openExchangeFile(path, { ...LIMITS, file: 100 }));
    expect(code).toBe('file_too_large');
    const greedy = await withHeader((h) => ({ ...h, payload: { ...h.payload, plainBytes: LIMITS.plain + 1 } }));
    expect((await refused(openExchangeFile(greedy))).code).toBe('file_too_large');
  });
});

describe('a writer', () => {
  it('writes no file that nobody could open', async () => {
    await expect(written({ draft: { ...draft, by: { ...draft.by, name: '' } } })).rejects.toThrow();
    await expect(written({ draft: { ...draft, filler: 'x'.repeat(LIMITS.header) } })).rejects.toThrow(/too long/);
    await expect(written({ lines: ['["r"]\n["x"]'] })).rejects.toThrow(/newline/);
    expect((await refused(written({ lines: [`"${'x'.repeat(LIMITS.line)}"`] }))).code).toBe('file_too_large');
  });
});

function crlf(bytes: Buffer): Buffer {
  return Buffer.from(bytes.toString('latin1').replaceAll('\n', '\r\n'), 'latin1');
}
