/** `npm start`: opens Duebook on the user's own database; `--demo` on a sample portfolio, `--dev` with live reload. */
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt, forgetBuild } from './build.mjs';
import { resolveElectron } from './electron-runtime.mjs';
import { endChildrenWithUs, runVisibly } from './runtime/children.mjs';
import { printFailure, SetupFailure } from './runtime/failure.mjs';
import { requireNode } from './runtime/node-version.mjs';
import { root } from './runtime/paths.mjs';
import { electronSwitches, ensureLibraries, hasDisplay, startVirtualDisplay } from './system.mjs';

const STEPS = 6;
/** @param {number} number @param {string} text */
const step = (number, text) => console.log(`[${number}/${STEPS}] ${text}`);
/** @param {string} line */
const log = (line) => console.log(`      ${line}`);

const wishes = process.argv.slice(2);
const isDemo = wishes.includes('--demo');
const isDev = wishes.includes('--dev');
const appArgs = wishes.filter((wish) => wish !== '--demo' && wish !== '--dev');

endChildrenWithUs();
try {
  process.exit(await main());
} catch (error) {
  printFailure(error);
  process.exit(1);
}

/** @returns {Promise<number>} exit code */
async function main() {
  step(1, `Node ${process.versions.node}`);
  requireNode();
  step(2, 'Packages');
  if (!existsSync(join(root, 'node_modules', 'electron', 'package.json'))) {
    throw new SetupFailure('The packages are not installed', { todo: 'Run "npm ci" first.' });
  }
  step(3, isDev ? 'Build: left to the development server' : 'Build');
  if (!isDev && !(await ensureBuilt())) log('up to date');
  step(4, 'Electron');
  const { executablePath } = await resolveElectron(log);
  step(5, 'System libraries and display');
  await ensureLibraries(executablePath, log);
  const virtual = !hasDisplay();
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env, ...(virtual ? await startVirtualDisplay(log) : {}) };
  // Set by Electron-based editors in their terminals; with it Electron would be a plain Node.
  delete env.ELECTRON_RUN_AS_NODE;
  const switches = electronSwitches(log);

  if (isDemo && virtual) return walkThroughDemo(executablePath, switches, env);
  if (isDemo) Object.assign(env, demoEnvironment(demoFolder()));
  if (virtual) log('Nobody will see the window. Set DISPLAY, or run "npm run demo" for a walk with pictures.');
  if (isDev) return develop(executablePath, switches, env);
  step(6, isDemo ? `Opening the sample portfolio (kept in ${demoFolder()})` : 'Opening Duebook');
  return runVisibly(executablePath, [...switches, root, ...appArgs], { cwd: root, env });
}

/**
 * With nobody to watch, a script uses the demo as a user would, and keeps pictures.
 * @param {string} executablePath
 * @param {string[]} switches
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>}
 */
async function walkThroughDemo(executablePath, switches, env) {
  const outDir = join(root, 'out', 'demo');
  step(6, `Walking through the sample portfolio on the virtual display; pictures in ${outDir}`);
  const userData = join(outDir, 'user-data');
  // The walk starts from nothing, as a first-time user does.
  rmSync(outDir, { recursive: true, force: true });
  mkdirSync(userData, { recursive: true });
  const { walk } = await import(pathToFileURL(join(import.meta.dirname, 'demo-walk.mjs')).href);
  const launch = {
    executablePath,
    args: [...switches, root, ...appArgs],
    env: { ...env, ...demoEnvironment(userData) },
  };
  await walk({ ...launch, outDir, log });
  log('The walk is done.');
  return 0;
}

/**
 * @param {string} executablePath
 * @param {string[]} switches
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>}
 */
function develop(executablePath, switches, env) {
  step(6, 'Starting the development server');
  forgetBuild();
  const tool = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const args = [
    tool,
    'dev',
    '--watch',
    ...(switches.includes('--no-sandbox') ? ['--noSandbox'] : []),
    '--',
    ...appArgs,
  ];
  return runVisibly(process.execPath, args, { cwd: root, env: { ...env, ELECTRON_EXEC_PATH: executablePath } });
}

/** @param {string} userData the app's userData folder, which holds its database */
function demoEnvironment(userData) {
  return { DUEBOOK_DEMO: '1', DUEBOOK_USER_DATA: userData };
}

/** @returns {string} where this user's demo is kept between starts, beside the app's own folder and never in it */
function demoFolder() {
  if (process.platform === 'win32') return join(process.env.APPDATA ?? homedir(), 'duebook-demo');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'duebook-demo');
  return join(process.env.XDG_CONFIG_HOME || join(homedir(), '.config'), 'duebook-demo');
}
