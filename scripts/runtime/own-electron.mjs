/** Electron's own binary of the pinned version: found, or fetched by Electron's own installer. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { exitCode, start } from './children.mjs';
import { bytesIn, megabytes, watchGrowth } from './growth.mjs';
import { cacheFolder, root } from './paths.mjs';

const electronPackage = join(root, 'node_modules', 'electron');

/** Seconds without a single new byte after which the installer is given up: nothing at all yet, then in mid-way. */
const SILENCE_AT_START = 15;
const SILENCE_LATER = 60;
const DAY = 24 * 60 * 60 * 1000;

/** @returns {string} the pinned version of Electron, e.g. `45.4.1` */
export function pinnedVersion() {
  return JSON.parse(readFileSync(join(electronPackage, 'package.json'), 'utf8')).version;
}

/** @returns {string | undefined} path of the executable, when this version's binary is complete */
export function findOwnElectron() {
  const dist = process.env.ELECTRON_OVERRIDE_DIST_PATH || join(electronPackage, 'dist');
  try {
    const relative = readFileSync(join(electronPackage, 'path.txt'), 'utf8');
    const version = readFileSync(join(dist, 'version'), 'utf8').trim().replace(/^v/, '');
    const executable = join(dist, relative);
    return version === pinnedVersion() && existsSync(executable) ? executable : undefined;
  } catch {
    return undefined;
  }
}

/** Remembers that the download was tried in vain, so that later starts do not wait for it again. */
function failureMark() {
  return join(cacheFolder(), `electron-${pinnedVersion()}-unreachable`);
}

/** @returns {boolean} whether an attempt failed within the last day */
export function failedLately() {
  const mark = statSync(failureMark(), { throwIfNoEntry: false });
  return mark !== undefined && Date.now() - mark.mtimeMs < DAY;
}

/**
 * Lets Electron's installer fetch the binary. Gives up when no byte arrives, however long the network would wait.
 * @param {(line: string) => void} log
 * @returns {Promise<string | undefined>} path of the executable; nothing when it could not be fetched
 */
export async function fetchOwnElectron(log) {
  log(`Fetching Electron ${pinnedVersion()} with its own installer (about 120 MB) ...`);
  // The installer downloads into the temp folder; one of its own makes its progress visible.
  const temp = mkdtempSync(join(tmpdir(), 'duebook-electron-'));
  const dist = join(electronPackage, 'dist');
  const installer = start(process.execPath, [join(electronPackage, 'install.js')], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, TMPDIR: temp, TEMP: temp, TMP: temp },
  });
  let said = '';
  installer.stderr?.on('data', (chunk) => {
    said += chunk;
  });
  let gaveUp = '';
  const stop = watchGrowth([temp, dist], (bytes, silence) => {
    if (bytes > 0) log(`  ${megabytes(bytesIn(temp))} downloaded, ${megabytes(bytesIn(dist))} unpacked`);
    if (silence < (bytes > 0 ? SILENCE_LATER : SILENCE_AT_START)) return;
    gaveUp = `no answer for ${Math.round(silence)} seconds`;
    installer.kill('SIGKILL');
  });
  const code = await exitCode(installer).finally(() => {
    stop();
    rmSync(temp, { recursive: true, force: true });
  });
  const found = code === 0 ? findOwnElectron() : undefined;
  if (found) {
    rmSync(failureMark(), { force: true });
    return found;
  }
  log(`  It cannot be fetched here: ${gaveUp || reason(said)}.`);
  mkdirSync(dirname(failureMark()), { recursive: true });
  writeFileSync(failureMark(), `${new Date().toISOString()} ${gaveUp || said}`);
  return undefined;
}

/**
 * @param {string} said the installer's stack trace
 * @returns {string} the cause in few words: the system's code where there is one, else its first line
 */
function reason(said) {
  const code = /\b(E[A-Z]{4,}|ENOTFOUND|EAI_AGAIN|UND_ERR_[A-Z_]+)\b/.exec(said)?.[1];
  return code ?? (said.trim().split('\n')[0] || 'the installer failed');
}
