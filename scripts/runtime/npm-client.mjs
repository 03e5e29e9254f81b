/** npm's own client, so that the user's registry, proxy and certificate settings hold. */

import { runQuietly } from './children.mjs';
import { root } from './paths.mjs';

/**
 * @param {string[]} args
 * @param {{what: string, todo: string}} words for a failure
 * @returns {Promise<string>} npm's stdout
 */
export function npm(args, words) {
  const script = process.env.npm_execpath;
  // Inside `npm run` npm says where it is; started by hand, the one on the PATH is it.
  if (script?.endsWith('npm-cli.js')) return runQuietly(process.execPath, [script, ...args], { cwd: root, ...words });
  return runQuietly('npm', args, { cwd: root, shell: process.platform === 'win32', ...words });
}
