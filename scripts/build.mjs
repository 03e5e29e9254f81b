/** Builds the app when what is in out/ is missing or not made from the sources as they are. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { exitCode, start } from './runtime/children.mjs';
import { SetupFailure } from './runtime/failure.mjs';
import { alone } from './runtime/lock.mjs';
import { root } from './runtime/paths.mjs';

const INPUTS = ['src', 'resources', 'electron.vite.config.ts', 'tsconfig.json', 'package.json', 'package-lock.json'];
const OUTPUTS = ['out/main/index.js', 'out/main/cli.js', 'out/preload/index.cjs', 'out/renderer/index.html'];
const stamp = join(root, 'out', '.built-from');

/**
 * Everything it says goes to stderr: stdout belongs to the program that is started afterwards.
 * @returns {Promise<boolean>} whether it had to build
 * @throws {SetupFailure} when the build fails
 */
export async function ensureBuilt() {
  if (isFresh()) return false;
  return alone(
    `${root} build`,
    async () => {
      if (isFresh()) return false;
      await build();
      return true;
    },
    () => console.error('Another process is building Duebook; waiting for that one.'),
  );
}

/** Says that out/ is about to be written by someone else, such as the development server. */
export function forgetBuild() {
  rmSync(stamp, { force: true });
}

function isFresh() {
  if (!existsSync(stamp) || OUTPUTS.some((file) => !existsSync(join(root, file)))) return false;
  return readFileSync(stamp, 'utf8') === fingerprint();
}

/** @returns {string} changes with every file that is added, removed or written; not the content, which takes longer */
function fingerprint() {
  const hash = createHash('sha256');
  for (const input of INPUTS) {
    const path = join(root, input);
    const stat = statSync(path, { throwIfNoEntry: false });
    if (!stat) continue;
    const files = stat.isDirectory()
      ? readdirSync(path, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name))
          .sort()
      : [path];
    for (const file of files) {
      const { size, mtimeMs } = statSync(file);
      hash.update(`${relative(root, file)} ${size} ${mtimeMs}\n`);
    }
  }
  return hash.digest('hex');
}

async function build() {
  console.error('Building Duebook (out/ is missing or older than the sources) ...');
  const began = Date.now();
  // Taken before the build: what is saved meanwhile is built the next time.
  const from = fingerprint();
  // Without it a failed or killed build would pass for a finished one.
  forgetBuild();
  const tool = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  if (!existsSync(tool)) throw new SetupFailure('The packages are not installed', { todo: 'Run "npm ci" first.' });
  const code = await exitCode(
    start(process.execPath, [tool, 'build', '--logLevel', 'warn'], { cwd: root, stdio: ['ignore', 2, 2] }),
  );
  if (code !== 0) {
    throw new SetupFailure(`The build failed (exit code ${code})`, { todo: 'See what electron-vite says above.' });
  }
  const absent = OUTPUTS.filter((file) => !existsSync(join(root, file)));
  if (absent.length > 0) throw new SetupFailure(`The build left no ${absent.join(', ')}`);
  mkdirSync(join(root, 'out'), { recursive: true });
  writeFileSync(stamp, from);
  console.error(`Built in ${((Date.now() - began) / 1000).toFixed(1)} s.`);
}
