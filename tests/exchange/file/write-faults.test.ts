import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import type * as promises from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { newFolder, PASSPHRASE, partsOf, readWhole, refused, written } from './helpers';

/** The disk as it goes wrong: bytes that still fit, and errors that the next calls meet. */
const disk = vi.hoisted(() => ({
  room: Number.POSITIVE_INFINITY,
  piece: Number.POSITIVE_INFINITY,
  renames: [] as string[],
  opens: [] as string[],
}));
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof promises>();
  const fail = (code: string, syscall: string) => Object.assign(new Error(`${code}: ${syscall}`), { code, syscall });
  return {
    ...real,
    rename: (from: string, to: string) => {
      const code = disk.renames.shift();
      return code ? Promise.reject(fail(code, 'rename')) : real.rename(from, to);
    },
    open: async (path: string, flags: string) => {
      const code = flags === 'wx+' ? disk.opens.shift() : undefined;
      if (code) throw fail(code, 'open');
      const handle = await real.open(path, flags);
      const write = handle.write.bind(handle) as (...args: unknown[]) => Promise<{ bytesWritten: number }>;
      Object.assign(handle, {
        write: async (chunk: Uint8Array, offset: number, length: number, at: number) => {
          if (disk.room <= 0) throw fail('ENOSPC', 'write');
          // A full disk takes what still fits, and refuses the next write.
          const done = await write(chunk, offset, Math.min(length, disk.room, disk.piece), at);
          disk.room -= done.bytesWritten;
          return done;
        },
      });
      return handle;
    },
  };
});
beforeEach(() => {
  disk.room = Number.POSITIVE_INFINITY;
  disk.piece = Number.POSITIVE_INFINITY;
  disk.renames = [];
  disk.opens = [];
});

describe('writing an exchange file', () => {
  it.each([
    ['at once', 0],
    ['in the middle of the payload', 100],
    ['when the file is put together', 500],
    ['a byte before the end', -1],
  ])('on a disk that is full %s leaves what was there and nothing else', async (_, room) => {
    const folder = newFolder();
    writeFileSync(join(folder, 'Acme.duebook'), 'yesterday');
    // The payload is written twice: packed, then behind its header.
    const sample = await written();
    const all = readFileSync(sample).length + partsOf(sample).payload.length;
    disk.room = room < 0 ? all + room : room;
    const { code, message } = await refused(written({ folder }));
    expect(code).toBe('disk_full');
    expect(message).toContain('No file was written');
    expect(readdirSync(folder)).toEqual(['Acme.duebook']);
    expect(readFileSync(join(folder, 'Acme.duebook'), 'utf8')).toBe('yesterday');
  });

  it('goes on when the disk takes the bytes in small pieces', async () => {
    disk.piece = 7;
    expect(await readWhole(await written())).toHaveLength(3);
  });

  it.each(['EBUSY', 'EPERM', 'EACCES'])('waits for a scanner that holds the file (%s)', async (code) => {
    disk.renames = [code, code];
    disk.opens = [code];
    expect(await readWhole(await written())).toHaveLength(3);
    expect(disk.renames).toEqual([]);
  });

  it('gives up on one that does not let go, and leaves nothing', async () => {
    const folder = newFolder();
    disk.renames = Array(20).fill('EBUSY');
    const { code, details } = await refused(written({ folder }));
    expect(code).toBe('file_unwritable');
    expect(details).toEqual({ code: 'EBUSY' });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('into a folder that is not there is refused', async () => {
    const folder = join(newFolder(), 'gone');
    expect((await refused(written({ folder }))).code).toBe('file_missing');
  });

  it.each([undefined, PASSPHRASE])('into a folder that disappears on the way is refused', async (passphrase) => {
    const folder = newFolder();
    function* lines() {
      for (let i = 0; i < 5000; i++) {
        if (i === 2500) rmSync(folder, { recursive: true });
        yield `["r",${i}]`;
      }
    }
    expect((await refused(written({ folder, passphrase, lines: lines() }))).code).toBe('file_missing');
    expect(existsSync(folder)).toBe(false);
  });

  it('onto a folder is refused', async () => {
    const folder = newFolder();
    mkdirSync(join(folder, 'Acme.duebook'));
    expect((await refused(written({ folder }))).code).toBe('file_unwritable');
    expect(readdirSync(folder)).toEqual(['Acme.duebook']);
  });

  it('that fails in the lines passes the error on and leaves nothing', async () => {
    const folder = newFolder();
    function* lines() {
      yield '["r",1]';
      throw new Error('stopped by the user');
    }
    await expect(written({ folder, lines: lines() })).rejects.toThrow('stopped by the user');
    await expect(written({ folder, passphrase: PASSPHRASE, lines: lines() })).rejects.toThrow('stopped by the user');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('replaces leftovers of a crash, and does not follow a link somebody put there', async () => {
    const folder = newFolder();
    const precious = join(newFolder(), 'precious.txt');
    writeFileSync(precious, 'mine');
    writeFileSync(join(folder, '.Acme.duebook.payload.part'), 'left over');
    symlinkSync(precious, join(folder, '.Acme.duebook.part'));
    symlinkSync(precious, join(folder, 'Acme.duebook'));
    const path = await written({ folder });
    expect(readFileSync(precious, 'utf8')).toBe('mine');
    expect(lstatSync(path).isFile()).toBe(true);
    expect(readdirSync(folder)).toEqual(['Acme.duebook']);
    expect(await readWhole(path)).toHaveLength(3);
  });
});
