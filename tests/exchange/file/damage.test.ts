import { appendFileSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { openExchangeFile } from '../../../src/main/data/exchange/file/open-file';
import { drained, newFolder, PASSPHRASE, readWhole, refused, written } from './helpers';

const derived = vi.hoisted(() => ({ keys: 0 }));
vi.mock('age-encryption', async (original) => {
  const age = await original<typeof import('age-encryption')>();
  return {
    ...age,
    Decrypter: class extends age.Decrypter {
      constructor() {
        super();
        derived.keys++;
      }
    },
  };
});
beforeEach(() => {
  derived.keys = 0;
});

/** A flip of the first line makes something else of the file, anything behind it is damage. */
const REFUSED = ['file_foreign', 'file_newer', 'file_damaged'];

describe.each([
  ['plain', undefined],
  ['encrypted', PASSPHRASE],
])('P11: a small file, %s', (_, passphrase) => {
  it('is refused with a bit of any byte flipped, before a key is derived', async () => {
    const whole = readFileSync(await written({ passphrase }));
    const path = join(newFolder(), 'flipped.duebook');
    for (let at = 0; at < whole.length; at++)
      // Bit 5 turns capitals into small letters.
      for (const bit of new Set([at % 8, 5])) {
        const flipped = Buffer.from(whole);
        flipped[at] = whole[at]! ^ (1 << bit);
        writeFileSync(path, flipped);
        const { code } = await refused(readWhole(path, passphrase));
        expect(at < 9 ? REFUSED : ['file_damaged'], `byte ${at}, bit ${bit}`).toContain(code);
      }
    expect(derived.keys).toBe(0);
  });

  it('is refused cut off at any length, before a key is derived, and called incomplete', async () => {
    const whole = readFileSync(await written({ passphrase }));
    const path = join(newFolder(), 'cut.duebook');
    for (let length = 0; length < whole.length; length++) {
      writeFileSync(path, whole.subarray(0, length));
      const { code, details } = await refused(readWhole(path, passphrase));
      expect(code, `length ${length}`).toBe(length === 0 ? 'file_empty' : 'file_damaged');
      if (length > 0) expect(details, `length ${length}`).toEqual({ incomplete: true });
    }
    expect(derived.keys).toBe(0);
  });

  it('is refused with anything appended, or a byte lost or doubled inside', async () => {
    const path = await written({ passphrase });
    const whole = readFileSync(path);
    for (const tail of ['\0', '\n', 'x', whole]) {
      writeFileSync(path, whole);
      appendFileSync(path, tail);
      expect((await refused(readWhole(path, passphrase))).code).toBe('file_damaged');
    }
    for (let at = 9; at < whole.length; at++) {
      writeFileSync(path, Buffer.concat([whole.subarray(0, at), whole.subarray(at + 1)]));
      expect((await refused(readWhole(path, passphrase))).code).toBe('file_damaged');
      writeFileSync(path, Buffer.concat([whole.subarray(0, at), whole.subarray(at - 1)]));
      expect((await refused(readWhole(path, passphrase))).code).toBe('file_damaged');
    }
    expect(derived.keys).toBe(0);
  });
});

describe('a passphrase', () => {
  it('that is missing is asked for', async () => {
    const { code } = await refused(readWhole(await written({ passphrase: PASSPHRASE })));
    expect(code).toBe('passphrase_wanted');
  });

  it('that is wrong is not called damage', async () => {
    const path = await written({ passphrase: PASSPHRASE });
    const { code, message } = await refused(readWhole(path, `${PASSPHRASE} `));
    expect(code).toBe('passphrase_wrong');
    expect(message).toContain('the file itself is whole');
    expect(derived.keys).toBe(1);
  });
});

describe('a file that changes after it was opened', () => {
  const many = Array.from({ length: 50_000 }, (_, i) => `["r",${i * 7919}]`);

  it.each([
    ['near the end', (length: number) => length - 5],
    ['in the middle', (length: number) => length >> 1],
  ])('is refused before its last line counts: a byte %s', async (_, place) => {
    const path = await written({ lines: many });
    const file = await openExchangeFile(path);
    const bytes = readFileSync(path);
    const at = place(bytes.length);
    bytes[at] = bytes[at]! ^ 1;
    writeFileSync(path, bytes);
    const { code } = await refused(drained(file.lines()));
    expect(['file_damaged', 'file_invalid']).toContain(code);
  });

  it('is refused when another whole file with the same counts took its place', async () => {
    const path = await written({ lines: many });
    const file = await openExchangeFile(path);
    const other = await written({ lines: many.with(0, '["r",1]') });
    writeFileSync(path, readFileSync(other));
    expect((await refused(drained(file.lines()))).code).toMatch(/file_(damaged|invalid)/);
  });

  it('is refused when it was cut off, or is gone', async () => {
    const path = await written({ lines: many });
    const file = await openExchangeFile(path);
    truncateSync(path, file.bytes - 100);
    expect((await refused(drained(file.lines()))).code).toMatch(/file_(damaged|invalid)/);
    rmSync(path);
    expect((await refused(drained(file.lines()))).code).toBe('file_missing');
  });
});
