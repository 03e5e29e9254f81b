import type { FileHandle } from 'node:fs/promises';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isPassing } from './problems';

const WAITS_MS = [50, 100, 200, 400, 800];

/** Tries again what a scanner or sync service blocks for a moment. */
async function patiently<T>(attempt: () => Promise<T>): Promise<T> {
  for (const wait of WAITS_MS) {
    try {
      return await attempt();
    } catch (error) {
      if (!isPassing(error)) throw error;
      await sleep(wait);
    }
  }
  return await attempt();
}

/**
 * Runs `build` on a new file beside the target (`.<name><suffix>`), so that it lies on the same disk, and removes what is
 * left of it afterwards. A leftover of an earlier run is replaced, never followed: it could be a link.
 */
export async function withPartFile<T>(
  target: string,
  suffix: string,
  build: (handle: FileHandle, path: string) => Promise<T>,
): Promise<T> {
  const path = join(dirname(target), `.${basename(target)}${suffix}`);
  await patiently(() => rm(path, { force: true }));
  const handle = await patiently(() => open(path, 'wx+'));
  try {
    return await build(handle, path);
  } finally {
    await handle.close().catch(() => {});
    await patiently(() => rm(path, { force: true })).catch(() => {});
  }
}

/** Puts a finished file in the place of the target, for good: its bytes reach the disk before its name does. */
export async function putInPlace(handle: FileHandle, path: string, target: string): Promise<void> {
  await handle.sync();
  await handle.close();
  await patiently(() => rename(path, target));
  await syncFolder(dirname(target));
}

/** Makes the new name durable. Some systems know no such thing for folders; the file is whole either way. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    await handle.sync().finally(() => handle.close());
  } catch {}
}

const CHUNK = 256 * 1024;

/** The bytes of an open file from `start` to its end, each chunk in memory of its own. */
export async function* bytesFrom(handle: FileHandle, start: number): AsyncGenerator<Buffer> {
  for (let at = start; ; ) {
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafeSlow(CHUNK), 0, CHUNK, at);
    if (bytesRead === 0) return;
    at += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

/** Writes everything at `start` and returns how many bytes it was. */
export async function writeAll(handle: FileHandle, source: AsyncIterable<Uint8Array>, start: number): Promise<number> {
  let at = start;
  for await (const chunk of source)
    for (let done = 0; done < chunk.length; ) {
      const { bytesWritten } = await handle.write(chunk, done, chunk.length - done, at);
      done += bytesWritten;
      at += bytesWritten;
    }
  return at - start;
}
