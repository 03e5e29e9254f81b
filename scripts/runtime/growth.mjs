/** Progress of tools that show none of their own: how many bytes lie in the folder they write to. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @param {string} folder
 * @returns {number} bytes in all files below it; 0 when it is not there
 */
export function bytesIn(folder) {
  let total = 0;
  /** @type {import('node:fs').Dirent[]} */
  let entries = [];
  try {
    entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  } catch {
    return 0;
  }
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    // Files vanish while a tool works: what is gone counts nothing.
    total += statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0;
  }
  return total;
}

/**
 * Reports every few seconds how a piece of work grows.
 * @param {string[]} folders what it writes to
 * @param {(bytes: number, secondsSinceGrowth: number) => void} report
 * @returns {() => void} stops reporting
 */
export function watchGrowth(folders, report) {
  let last = 0;
  let lastGrowth = Date.now();
  const timer = setInterval(() => {
    const bytes = folders.reduce((sum, folder) => sum + bytesIn(folder), 0);
    if (bytes !== last) lastGrowth = Date.now();
    last = bytes;
    report(bytes, (Date.now() - lastGrowth) / 1000);
  }, 3000);
  return () => clearInterval(timer);
}

/** @param {number} bytes */
export function megabytes(bytes) {
  return `${Math.round(bytes / 1e6)} MB`;
}
