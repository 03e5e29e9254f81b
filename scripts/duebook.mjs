/** `npm run -s duebook -- COMMAND ...`: the command line on the app's own data code, under plain Node. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from './build.mjs';
import { printFailure } from './runtime/failure.mjs';
import { requireNode } from './runtime/node-version.mjs';
import { root } from './runtime/paths.mjs';

try {
  requireNode();
  await ensureBuilt();
} catch (error) {
  printFailure(error);
  process.exit(1);
}

// npm runs scripts in the checkout; file names mean the folder the user stands in.
if (process.env.npm_lifecycle_event === 'duebook' && process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);

// In this process, so that stdio, exit code and signals are the program's own.
const program = join(root, 'out', 'main', 'cli.js');
process.argv[1] = program;
await import(pathToFileURL(program).href);
