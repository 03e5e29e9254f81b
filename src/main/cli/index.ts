import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';
import { failureOf } from '../data/failure';
import { UsageError } from './command';
import { isLong, runCommand } from './run';
import { runStoppable } from './stoppable';

/**
 * `duebook COMMAND …`: the same data code as the window, under plain Node. Exit 0 done, 1 refused (reason on stderr, with
 * `--json` also as a document on stdout), 2 wrong usage.
 */
const argv = process.argv.slice(2);
if (isMainThread && isLong(argv)) runStoppable(fileURLToPath(import.meta.url), argv);
else await run();

async function run(): Promise<void> {
  try {
    await runCommand(argv);
  } catch (error) {
    if (error instanceof UsageError) {
      console.error(error.message);
      process.exitCode = 2;
    } else {
      const { code, message } = failureOf(error, 'The database');
      console.error(message);
      if (argv.includes('--json')) console.log(JSON.stringify({ error: { code, message } }));
      process.exitCode = 1;
    }
  }
}
