import { randomBytes } from 'node:crypto';
import { constants, gzipSync } from 'node:zlib';
import { canonicalJson } from '@shared/exchange/canonical';
import { Encrypter, generateIdentity, identityToRecipient } from 'age-encryption';
import { describe, expect, it } from 'vitest';
import type { ExchangeHeader } from '../../../src/main/data/exchange/file/header';
import { LIMITS } from '../../../src/main/data/exchange/file/layout';
import { openExchangeFile } from '../../../src/main/data/exchange/file/open-file';
import { drained, forged, lines, PASSPHRASE, partsOf, readWhole, refused, written } from './helpers';

const COUNTS = '{"activities":1,"cells":1,"lines":3,"redactions":1,"rows":1}';
const END = `["end",${COUNTS}]`;
/** Another letter there, whichever it was. */
const changedAt = (bytes: Buffer, at: number) => bytes.with(at, bytes[at] === 65 ? 66 : 65);
const whole = `${lines.join('\n')}\n${END}\n`;

/** A file with an honest header for any payload, made by a program that means no good. */
async function withPayload(
  payload: Uint8Array,
  plainBytes: number,
  encoding: 'gzip' | 'age+gzip' = 'gzip',
  counts?: object,
): Promise<string> {
  const header = JSON.parse(partsOf(await written()).header) as ExchangeHeader;
  const changed = {
    ...header,
    counts: counts ?? header.counts,
    payload: { encoding, bytes: payload.length, plainBytes },
  };
  return forged(canonicalJson(changed), payload);
}

async function withText(text: string | Uint8Array, counts?: object): Promise<string> {
  const plain = Buffer.from(text as string);
  return await withPayload(gzipSync(plain), plain.length, 'gzip', counts);
}

describe('a payload', () => {
  it('made by another program is read', async () => {
    expect(await readWhole(await withText(whole))).toEqual(lines);
  });

  it.each<[string, string | Uint8Array, string]>([
    ['nothing', '', 'counts of its header'],
    ['no last line', `${lines.join('\n')}\n`, 'counts of its header'],
    ['a last line without its newline', whole.slice(0, -1), 'cut off'],
    ['half a last line', whole.slice(0, -9), 'cut off'],
    ['other counts at the end', whole.replace('"rows":1}]', '"rows":2}]'), 'counts of its header'],
    ['counts in other words', whole.replace('["end",', '["end", '), 'counts of its header'],
    ['a line too few', `${lines.slice(1).join('\n')}\n${END}\n`, 'counts of its header'],
    ['a line too many', `["r"]\n${whole}`, 'more than the 3 lines'],
    ['a line behind the last', `${lines.slice(1).join('\n')}\n${END}\n["r"]\n`, 'follows its last line'],
    ['the last line twice', `${whole}${END}\n`, 'more than'],
    ['the last line also in the middle', `${lines[0]}\n${END}\n${lines[1]}\n${END}\n`, 'follows its last line'],
    ['broken UTF-8', Buffer.concat([Buffer.from('["r","\xff"]\n', 'latin1'), Buffer.from(whole)]), 'UTF-8'],
    ['a NUL behind it', `${whole}\0`, 'cut off'],
  ])('with %s is refused', async (_, text, words) => {
    const { code, message } = await refused(readWhole(await withText(text)));
    expect(code).toBe('file_invalid');
    expect(message).toContain(words);
  });

  it.each<[string, Uint8Array]>([
    ['is not packed at all', Buffer.from(whole)],
    ['is random', randomBytes(500)],
    ['is empty', Buffer.alloc(0)],
    ['is packed and cut off', gzipSync(whole).subarray(0, -9)],
    ['has a wrong checksum', Buffer.concat([gzipSync(whole).subarray(0, -8), Buffer.alloc(8)])],
    ['is followed by zeros', Buffer.concat([gzipSync(whole), Buffer.alloc(20)])],
    ['is followed by words', Buffer.concat([gzipSync(whole), Buffer.from('and so on')])],
    ['is followed by a megabyte', Buffer.concat([gzipSync(whole), randomBytes(1_000_000)])],
    ['is two packed streams', Buffer.concat([gzipSync(whole), gzipSync(whole)])],
    ['is raw deflate', gzipSync(whole).subarray(10, -8)],
  ])('that %s is refused', async (_, payload) => {
    const path = await withPayload(payload, Buffer.byteLength(whole));
    expect((await refused(readWhole(path))).code).toBe('file_invalid');
  });

  it.each([-1, 1])('that unpacks to a size off by %i is refused', async (off) => {
    const path = await withPayload(gzipSync(whole), Buffer.byteLength(whole) + off);
    expect((await refused(readWhole(path))).code).toBe('file_invalid');
  });

  it('of counts beyond all measure is refused at its real end', async () => {
    const counts = { rows: 2 ** 52, cells: 0, activities: 0, redactions: 0, lines: 2 ** 52 };
    const text = `["r"]\n["end",${canonicalJson(counts)}]\n`;
    expect((await refused(readWhole(await withText(text, counts)))).code).toBe('file_invalid');
  });
});

describe('a zip bomb', () => {
  const gibibyte = gzipSync(Buffer.alloc(LIMITS.plain), { level: 9, chunkSize: 1 << 20 });

  it('is a gibibyte in a megabyte, and honest about it: refused at the first line too long', async () => {
    expect(gibibyte.length).toBeLessThan(1.1e6);
    const before = process.memoryUsage.rss();
    const { code, message } = await refused(readWhole(await withPayload(gibibyte, LIMITS.plain)));
    expect(code).toBe('file_invalid');
    expect(message).toContain('longer than 1 MiB');
    expect(process.memoryUsage.rss() - before).toBeLessThan(200e6);
  });

  it('that says it is small is stopped when it has said enough', async () => {
    const path = await withPayload(gibibyte, 300_000);
    expect((await refused(readWhole(path))).message).toContain('more than it says');
  });

  it('of newlines is stopped by the number of lines', async () => {
    const newlines = Buffer.alloc(50_000_000, '\n');
    const path = await withPayload(gzipSync(newlines), newlines.length);
    expect((await refused(readWhole(path))).message).toContain('more than the 3 lines');
  });
});

describe('an encrypted payload', () => {
  async function age(plain: Uint8Array, passphrase = PASSPHRASE, workFactor = 2): Promise<Uint8Array> {
    const encrypter = new Encrypter();
    encrypter.setScryptWorkFactor(workFactor);
    encrypter.setPassphrase(passphrase);
    return await encrypter.encrypt(plain);
  }
  const packed = gzipSync(whole, { level: constants.Z_BEST_SPEED });
  const open = async (payload: Uint8Array) =>
    readWhole(await withPayload(payload, Buffer.byteLength(whole), 'age+gzip'), PASSPHRASE);

  it('made by another program is read', async () => expect(await open(await age(packed))).toEqual(lines));

  it.each([19, 20, 30, 999999])('that asks for a work factor of %i is refused at once', async (factor) => {
    const text = Buffer.from(await age(packed)).toString('latin1');
    const greedy = Buffer.from(text.replace(/^(.*\n-> scrypt \S+) 2\n/, `$1 ${factor}\n`), 'latin1');
    const { code, message } = await refused(open(greedy));
    expect(code).toBe('file_invalid');
    expect(message).toContain('unreasonable');
  });

  it('for a key instead of a passphrase is refused', async () => {
    const encrypter = new Encrypter();
    encrypter.addRecipient(await identityToRecipient(await generateIdentity()));
    expect((await refused(open(await encrypter.encrypt(packed)))).code).toBe('file_invalid');
  });

  it.each<[string, (sealed: Buffer) => Uint8Array]>([
    ['is not encrypted', () => packed],
    ['is empty', () => Buffer.alloc(0)],
    ['is only a head', (sealed) => sealed.subarray(0, 100)],
    ['has no nonce', (sealed) => sealed.subarray(0, sealed.lastIndexOf('--- ') + 4 + 44 + 10)],
    ['is cut off', (sealed) => sealed.subarray(0, -3)],
    ['is changed inside', (sealed) => sealed.with(sealed.length - 30, sealed.at(-30)! ^ 1)],
    ['is longer', (sealed) => Buffer.concat([sealed, Buffer.from('x')])],
    ['has another head code', (sealed) => changedAt(sealed, sealed.lastIndexOf('--- ') + 10)],
    ['has a head without end', () => Buffer.from(`age-encryption.org/v1\n-> scrypt ${'A'.repeat(3_000_000)}`)],
  ])('that %s, whole as it arrived, is refused and not called a wrong passphrase', async (_, change) => {
    const { code } = await refused(open(change(Buffer.from(await age(packed)))));
    expect(code).toBe('file_invalid');
  });

  it('holding a bomb is stopped while it unpacks', async () => {
    const bomb = await age(gzipSync(Buffer.alloc(40_000_000)));
    expect((await refused(open(bomb))).message).toContain('more than it says');
  });
});

describe('a million lines', () => {
  it('pass through in bounded memory', async () => {
    const filler = 'Handelsgesellschaft '.repeat(10);
    function* many() {
      for (let i = 0; i < 1_000_000; i++)
        yield `["r","item","${i}",{"amount":${(i * 7919) % 1000003},"name":"${filler}"}]`;
    }
    const before = process.memoryUsage.rss();
    let peak = 0;
    const path = await written({ lines: many() });
    const file = await openExchangeFile(path);
    let seen = 0;
    for await (const batch of file.lines()) {
      seen += batch.length;
      peak = Math.max(peak, process.memoryUsage.rss() - before);
    }
    expect(seen).toBe(1_000_000);
    expect(file.header.payload.plainBytes).toBeGreaterThan(240e6);
    expect(peak).toBeLessThan(240e6);
  });

  it('need not be read to the end', async () => {
    const path = await written({ lines: Array.from({ length: 100_000 }, () => '["r"]') });
    const stopped = (await openExchangeFile(path)).lines();
    expect((await stopped.next()).value?.length).toBeGreaterThan(0);
    await stopped.return(undefined);
    expect(await drained(stopped)).toEqual([]);
  });
});
