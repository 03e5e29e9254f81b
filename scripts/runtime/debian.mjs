/** Debian packages: installed where we may, else named in one command to run. */
import { runQuietly } from './children.mjs';
import { SetupFailure } from './failure.mjs';

let listsAreFresh = false;

/**
 * @param {string[]} packages
 * @param {string} why one sentence
 * @param {(line: string) => void} log
 * @throws {SetupFailure} naming the command to run when we may not install, or apt fails
 */
export async function installPackages(packages, why, log) {
  const hasApt = await succeeds('apt-get', ['--version']);
  if (!hasApt) {
    throw new SetupFailure(`${why}, and this system has no apt-get`, {
      todo: `Install what Debian calls ${packages.join(' ')} with this system's own package manager.`,
    });
  }
  const byHand = `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  if (process.getuid?.() !== 0) throw new SetupFailure(why, { todo: byHand });

  log(`${why}; installing with apt-get: ${packages.join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const options = { env, what: `apt-get could not install ${packages.join(' ')}`, todo: byHand };
  if (!listsAreFresh) await runQuietly('apt-get', ['update', '-qq'], options);
  listsAreFresh = true;
  const names = await Promise.all(packages.map(nameHere));
  const args = ['install', '-y', '-qq', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=120', ...names];
  await runQuietly('apt-get', args, options);
}

/**
 * Newer releases add `t64` to some libraries' names.
 * @param {string} name
 */
async function nameHere(name) {
  return (await succeeds('apt-cache', ['show', '--no-all-versions', `${name}t64`])) ? `${name}t64` : name;
}

/**
 * @param {string} command
 * @param {string[]} args
 */
async function succeeds(command, args) {
  return runQuietly(command, args).then(
    () => true,
    () => false,
  );
}
