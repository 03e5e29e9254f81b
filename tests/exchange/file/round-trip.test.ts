import { readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openExchangeFile } from '../../../src/main/data/exchange/file/open-file';
import { writeExchangeFile } from '../../../src/main/data/exchange/file/write-file';
import { draft, lines, newFolder, PASSPHRASE, partsOf, readWhole, refused, written } from './helpers';

describe('an exchange file', () => {
  it('gives back what was written, plain', async () => {
    const path = await written();
    expect(await readWhole(path)).toEqual(lines);
    const file = await openExchangeFile(path);
    expect(file.encrypted).toBe(false);
    expect(file.header).toMatchObject({ ...draft, format: 1, minReader: 1, counts: { rows: 1, lines: 3 } });
    expect(readdirSync(dirname(path))).toEqual(['Acme.duebook']);
  });

  it('gives back what was written, encrypted, and names nobody outside the encrypted part', async () => {
    const path = await written({ passphrase: PASSPHRASE });
    expect(await readWhole(path, PASSPHRASE)).toEqual(lines);
    const file = await openExchangeFile(path);
    expect(file.encrypted).toBe(true);
    expect(file.header.by.name).toBeUndefined();
    expect(readFileSync(path, 'latin1')).not.toContain('Ana');
  });

  it('can be read by its description alone: digest line, gzip, lines, counts at the end', async () => {
    const { header, payload } = partsOf(await written());
    const text = gunzipSync(payload).toString('utf8');
    expect(text).toBe(`${lines.join('\n')}\n["end",{"activities":1,"cells":1,"lines":3,"redactions":1,"rows":1}]\n`);
    expect(JSON.parse(header).payload).toEqual({
      encoding: 'gzip',
      bytes: payload.length,
      plainBytes: Buffer.byteLength(text),
    });
  });

  it('keeps fields of later versions in its header', async () => {
    const later = { ...draft, mood: { bright: 1 }, by: { ...draft.by, pet: 'cat' } };
    const { header } = await openExchangeFile(await written({ draft: later }));
    expect(header).toMatchObject(later);
  });

  it('may hold nothing at all', async () => {
    const path = await written({ lines: [] });
    expect(await readWhole(path)).toEqual([]);
  });

  it('can be read twice, and after a reader stopped half-way', async () => {
    const path = await written({ lines: Array.from({ length: 20_000 }, (_, i) => `["r",${i}]`) });
    const file = await openExchangeFile(path);
    for await (const batch of file.lines()) if (batch.length > 0) break;
    let seen = 0;
    for await (const batch of file.lines()) seen += batch.length;
    expect(seen).toBe(20_000);
  });

  it('P13: the same lines give the same bytes, in whatever pieces they come', async () => {
    const many = Array.from({ length: 30_000 }, (_, i) => `["r","item","${(i * 7919) % 10007}",{"a":${i}}]`);
    const one = await written({ lines: many });
    const folder = newFolder();
    await writeExchangeFile(`${folder}/b.duebook`, draft, slowly(many), {
      counts: () => ({ rows: 1, cells: 1, activities: 1, redactions: 1 }),
    });
    expect(readFileSync(`${folder}/b.duebook`).equals(readFileSync(one))).toBe(true);
    expect([...partsOf(one).payload.subarray(0, 10)]).toEqual([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
  });

  it('refuses a passphrase that protects nothing, with words, and leaves nothing behind', async () => {
    const folder = newFolder();
    const { code, message } = await refused(written({ folder, passphrase: 'short' }));
    expect(code).toBe('bad_input');
    expect(message).toContain('A lost passphrase is a lost file');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('takes the same passphrase in another spelling of its letters', async () => {
    const path = await written({ passphrase: 'Ångström ﬁnds 2²' });
    expect(await readWhole(path, 'Ångström finds 22')).toEqual(lines);
    expect(await readWhole(path, 'A\u030angström ﬁnds ２²')).toEqual(lines);
  });
});

async function* slowly(all: string[]): AsyncGenerator<string> {
  for (const [i, line] of all.entries()) {
    if (i % 1000 === 0) await new Promise((go) => setImmediate(go));
    yield line;
  }
}
