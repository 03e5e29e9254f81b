/** What Electron needs of a Linux machine: libraries, a display, and a switch when it runs as root. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atExit, runQuietly, startServant } from './runtime/children.mjs';
import { installPackages } from './runtime/debian.mjs';
import { SetupFailure } from './runtime/failure.mjs';

const LIBRARIES = [
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libxss1',
  'libatk-bridge2.0-0',
  'libdrm2',
  // No text is drawn without any font; names in other scripts need one that has them.
  'fonts-dejavu-core',
];

/** Large enough for the largest window that the end-to-end tests open. */
const SCREEN = '1600x1000x24';

/**
 * Makes sure that the libraries Electron is linked with are there.
 * @param {string} executablePath
 * @param {(line: string) => void} log
 * @throws {SetupFailure} naming them and the one command that installs them
 */
export async function ensureLibraries(executablePath, log) {
  if (process.platform !== 'linux') return;
  const missing = await missingLibraries(executablePath);
  if (missing.length === 0) return;
  await installPackages(LIBRARIES, `Electron needs system libraries (${missing.join(', ')})`, log);
  const still = await missingLibraries(executablePath);
  if (still.length > 0) throw new SetupFailure(`Electron still misses ${still.join(', ')} after the installation`);
}

/** @param {string} executablePath */
async function missingLibraries(executablePath) {
  const list = await runQuietly('ldd', [executablePath], { what: 'The libraries of Electron cannot be listed' });
  return [...list.matchAll(/^\s*(\S+) => not found$/gm)].map((match) => match[1]);
}

/** @returns {boolean} whether windows can be shown to somebody; DUEBOOK_DISPLAY=virtual keeps them off the screen */
export function hasDisplay() {
  if (process.platform !== 'linux') return true;
  if (process.env.DUEBOOK_DISPLAY === 'virtual') return false;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/**
 * Starts a virtual display that ends with this process.
 * @param {(line: string) => void} log
 * @returns {Promise<Record<string, string>>} the environment of programs that shall use it
 * @throws {SetupFailure}
 */
export async function startVirtualDisplay(log) {
  const there = await runQuietly('Xvfb', ['-help']).then(
    () => true,
    () => false,
  );
  if (!there) await installPackages(['xvfb'], 'There is no display, and no Xvfb to stand in for one', log);

  const folder = mkdtempSync(join(tmpdir(), 'duebook-display-'));
  const authority = join(folder, 'authority');
  writeFileSync(authority, authorityFile(), { mode: 0o600 });
  const args = ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp', '-auth', authority];
  // Told by the kernel when we end in a way that leaves us no last word.
  const [command, ...prefix] = existsSync('/usr/bin/setpriv') ? ['setpriv', '--pdeathsig', 'TERM', 'Xvfb'] : ['Xvfb'];
  // In a process group of its own, so that Ctrl-C lets the app close before its display goes away.
  const server = startServant(command, [...prefix, ...args], {
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  atExit(() => rmSync(folder, { recursive: true, force: true }));
  const number = await displayNumber(server);
  log(`No display here: started a virtual one (Xvfb :${number}, ${SCREEN})`);
  return { DISPLAY: `:${number}`, XAUTHORITY: authority };
}

/**
 * Waits until the server accepts clients, which is when it writes its number.
 * @param {import('node:child_process').ChildProcess} server
 * @returns {Promise<string>}
 */
function displayNumber(server) {
  return new Promise((resolve, reject) => {
    let written = '';
    let said = '';
    server.stdio[3]?.on('data', (chunk) => {
      written += chunk;
      if (written.includes('\n')) resolve(written.trim());
    });
    server.stderr?.on('data', (chunk) => {
      said = (said + chunk).slice(-2000);
    });
    server.once('error', reject);
    server.once('close', () => reject(new SetupFailure('Xvfb did not start', { detail: said.trim() })));
  });
}

/**
 * A cookie, so that other users of the machine cannot look at the virtual display.
 * @returns {Buffer} an Xauthority file with one entry that fits any address and display
 */
function authorityFile() {
  const family = Buffer.from([0xff, 0xff]);
  const fields = [Buffer.alloc(0), Buffer.alloc(0), Buffer.from('MIT-MAGIC-COOKIE-1'), randomBytes(16)];
  const parts = fields.flatMap((field) => {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(field.length);
    return [length, field];
  });
  return Buffer.concat([family, ...parts]);
}

/**
 * @param {(line: string) => void} log
 * @returns {string[]} switches that Electron needs on this machine
 */
export function electronSwitches(log) {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return [];
  log('Running as root: Electron is started with --no-sandbox');
  return ['--no-sandbox'];
}
