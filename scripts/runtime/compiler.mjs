/** A C++ compiler, needed once for the stand-in's SQLite binding. */
import { runQuietly } from './children.mjs';
import { installPackages } from './debian.mjs';

/**
 * @param {(line: string) => void} log
 * @throws {import('./failure.mjs').SetupFailure} with the command to run, when there is none and we may not install it
 */
export async function ensureCompiler(log) {
  const works = await runQuietly('g++', ['--version']).then(
    () => true,
    () => false,
  );
  if (!works) await installPackages(['g++'], 'A C++ compiler is needed', log);
}
