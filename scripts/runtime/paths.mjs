/** Where things lie: the checkout, and the cache outside it that a second clean clone shares. */
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '..', '..');

/**
 * @returns {string} folder for downloads and compiled parts; DUEBOOK_CACHE overrides it
 */
export function cacheFolder() {
  if (process.env.DUEBOOK_CACHE) return resolve(process.env.DUEBOOK_CACHE);
  const base = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  return join(base, 'duebook');
}
