/** `npm run verify`: all static checks, then all tests. `--static` leaves the tests to the caller. */
import { endChildrenWithUs, runVisibly } from './runtime/children.mjs';
import { root } from './runtime/paths.mjs';

const CHECKS = ['typecheck', 'lint', 'deadcode', 'boundaries'];

endChildrenWithUs();
/** @type {string[]} */
const failed = [];
for (const check of CHECKS) {
  console.log(`\n== ${check}`);
  // All of them, so that one look shows everything there is to repair.
  if ((await npmRun(check)) !== 0) failed.push(check);
}
if (failed.length > 0) {
  console.error(`\nFailed: ${failed.join(', ')}. The tests were not run.`);
  process.exit(1);
}
console.log(`\nPassed: ${CHECKS.join(', ')}.`);
if (!process.argv.includes('--static')) process.exit(await npmRun('test'));

/**
 * @param {string} script
 * @returns {Promise<number>} exit code
 */
function npmRun(script) {
  const npm = process.env.npm_execpath;
  if (npm?.endsWith('.js')) return runVisibly(process.execPath, [npm, 'run', '--silent', script], { cwd: root });
  return runVisibly('npm', ['run', '--silent', script], { cwd: root, shell: process.platform === 'win32' });
}
