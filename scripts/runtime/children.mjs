/** Child processes: started, waited for, and ended with us. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { SetupFailure } from './failure.mjs';

/** @type {Set<import('node:child_process').ChildProcess>} */
const alive = new Set();
/** Those that others need to end well, such as a display: ended by nothing but our own exit. */
/** @type {Set<import('node:child_process').ChildProcess>} */
const servants = new Set();
/** @type {Set<() => void>} */
const cleanups = new Set();
let endedBy = '';

/**
 * Ends every child when this process is asked to end, then ends itself with the usual 128 + signal.
 * Without it a closed terminal would leave Electron and the virtual display behind.
 */
export function endChildrenWithUs() {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => {
      // The second time the user means it: no more waiting for a child that tidies up.
      const insist = endedBy !== '';
      endedBy = signal;
      for (const child of alive) child.kill(insist ? 'SIGKILL' : signal);
      const code = 128 + constants.signals[signal];
      if (alive.size === 0 || insist) process.exit(code);
      for (const child of alive) {
        child.once('exit', () => {
          if (alive.size === 0) process.exit(code);
        });
      }
    });
  }
  process.on('exit', () => {
    for (const child of [...alive, ...servants]) child.kill();
    for (const cleanup of cleanups) cleanup();
  });
}

/** @param {() => void} cleanup synchronous work for the very end of this process */
export function atExit(cleanup) {
  cleanups.add(cleanup);
}

/**
 * Starts a child that ends with us.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 */
export function start(command, args, options = {}) {
  return startIn(alive, command, args, options);
}

/**
 * Starts a child that other children rely on, which therefore outlives them.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 */
export function startServant(command, args, options = {}) {
  return startIn(servants, command, args, options);
}

/**
 * @param {Set<import('node:child_process').ChildProcess>} group
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 */
function startIn(group, command, args, options) {
  const child = spawn(command, args, options);
  group.add(child);
  child.once('exit', () => group.delete(child));
  child.once('error', () => group.delete(child));
  return child;
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<number>} its exit code; 128 + n when signal n ended it
 */
export function exitCode(child) {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) =>
      resolve(code ?? 128 + constants.signals[/** @type {NodeJS.Signals} */ (signal)]),
    );
  });
}

/**
 * Runs a command to its end with our own stdio.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>} exit code
 */
export function runVisibly(command, args, options = {}) {
  return exitCode(start(command, args, { stdio: 'inherit', ...options }));
}

/**
 * Runs a command without a word and keeps what it said for the moment it fails.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions & {what?: string, todo?: string}} [options]
 * @returns {Promise<string>} its stdout
 * @throws {SetupFailure} when it cannot be started or exits non-zero
 */
export async function runQuietly(command, args, { what, todo, ...options } = {}) {
  const child = start(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  let stdout = '';
  let all = '';
  child.stdout?.on('data', (chunk) => {
    stdout += chunk;
    all += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    all += chunk;
  });
  const failure = what ?? `${command} ${args.join(' ')}`;
  const code = await exitCode(child).catch((error) => {
    throw new SetupFailure(`${failure}: ${error.message}`, { todo });
  });
  if (code !== 0) {
    throw new SetupFailure(`${failure} (exit code ${code})`, { todo, detail: shortened(all) });
  }
  return stdout;
}

/**
 * @param {string} text a tool's output; compilers say first what is wrong, others last
 * @returns {string} at most 16 lines of it
 */
function shortened(text) {
  const lines = text.trim().split('\n');
  return (lines.length <= 16 ? lines : [...lines.slice(0, 8), '...', ...lines.slice(-7)]).join('\n');
}
