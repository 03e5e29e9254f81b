/**
 * `npm test`: sets up what a fresh machine lacks and runs every test, the last of them in the real Electron.
 * `--only unit` or `--only e2e` chooses; what follows is passed on to that runner.
 * Ends with the line `N passed, N failed`, also left in out/test/summary.txt.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { resolveElectron } from './electron-runtime.mjs';
import { endChildrenWithUs, runVisibly } from './runtime/children.mjs';
import { printFailure, SetupFailure } from './runtime/failure.mjs';
import { requireNode } from './runtime/node-version.mjs';
import { root } from './runtime/paths.mjs';
import { electronSwitches, ensureLibraries, hasDisplay, startVirtualDisplay } from './system.mjs';
import { playwrightCounts, vitestCounts } from './test-counts.mjs';

const outDir = join(root, 'out', 'test');
const modules = join(root, 'node_modules');
/** @param {string} line */
const log = (line) => console.log(line);

endChildrenWithUs();
try {
  requireNode();
  const { only, rest } = choice(process.argv.slice(2));
  mkdirSync(outDir, { recursive: true });
  const results = [];
  // Before all tests, so that every one of them meets the same build and the same SQLite binding.
  const electron = only === 'unit' ? undefined : await setUp();
  if (only !== 'e2e') results.push(await runUnit(rest));
  if (only !== 'unit') results.push(await runEndToEnd(electron, rest));
  finish(results);
} catch (error) {
  printFailure(error);
  process.exit(1);
}

/** @param {string[]} args */
function choice(args) {
  if (args[0] !== '--only') {
    if (args.length === 0) return { only: 'all', rest: [] };
  } else if (args[1] === 'unit' || args[1] === 'e2e') return { only: args[1], rest: args.slice(2) };
  throw new SetupFailure(`Unknown arguments: ${args.join(' ')}`, { todo: 'npm test -- [--only unit|e2e [FILES]]' });
}

/** @returns {Promise<NodeJS.ProcessEnv | undefined>} environment of the end-to-end tests; nothing when they cannot run */
async function setUp() {
  try {
    await ensureBuilt();
    const { executablePath } = await resolveElectron(log);
    await ensureLibraries(executablePath, log);
    const display = hasDisplay() ? {} : await startVirtualDisplay(log);
    const switches = electronSwitches(log);
    /** @type {NodeJS.ProcessEnv} */
    const env = { ...process.env, ...display };
    env.DUEBOOK_ELECTRON = executablePath;
    env.DUEBOOK_ELECTRON_ARGS = JSON.stringify(switches);
    delete env.ELECTRON_RUN_AS_NODE;
    return env;
  } catch (error) {
    // The other tests are worth running all the same; this one failure is counted at the end.
    printFailure(error);
    return undefined;
  }
}

/** @param {string[]} rest */
async function runUnit(rest) {
  log('\nUnit, data and exchange tests (vitest)');
  const report = join(outDir, 'unit.json');
  rmSync(report, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const args = [join(modules, 'vitest', 'vitest.mjs'), 'run', ...reporters, ...rest];
  const code = await runVisibly(process.execPath, args, { cwd: root });
  return vitestCounts(report, code);
}

/**
 * @param {NodeJS.ProcessEnv | undefined} env
 * @param {string[]} rest
 */
async function runEndToEnd(env, rest) {
  log('\nEnd-to-end tests in Electron (Playwright)');
  if (!env)
    return {
      name: 'end-to-end',
      passed: 0,
      failed: 1,
      skipped: 0,
      notes: ['Electron could not be set up (see above)'],
    };
  const report = join(outDir, 'e2e.json');
  rmSync(report, { force: true });
  const args = [join(modules, '@playwright', 'test', 'cli.js'), 'test', ...rest];
  const code = await runVisibly(process.execPath, args, { cwd: root, env });
  return playwrightCounts(report, code);
}

/** @param {import('./test-counts.mjs').Counts[]} results */
function finish(results) {
  log('');
  for (const { name, passed, failed, skipped, notes } of results) {
    log(`${name}: ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
    for (const note of notes) log(`  ${note}`);
  }
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const failed = results.reduce((sum, result) => sum + result.failed, 0);
  const summary = `${passed} passed, ${failed} failed`;
  writeFileSync(join(outDir, 'summary.txt'), `${summary}\n`);
  log(summary);
  process.exit(failed === 0 ? 0 : 1);
}
