import { existsSync, linkSync, renameSync, rmSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Refusal } from '@shared/contract/errors';
import { isIsoDate } from '@shared/domain/dates';
import { uuidv7 } from 'uuidv7';
import { localToday } from '../data/clock';
import type { Db } from '../data/db/database';
import { refusalOf } from '../data/db/sqlite-errors';
import type { CallEnv } from '../data/env';
import { openPortfolio } from '../data/open';
import { ensureUser, findUser, readMe } from '../data/portfolio/store';
import { type Answer, type Command, type CommandContext, textOf, UsageError, type Values } from './command';
import { COMMANDS } from './commands';
import { threadProgress } from './stoppable';

const GLOBAL = {
  db: { type: 'string' },
  'as-of': { type: 'string' },
  user: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

/** Whether the command may take so long that it must be possible to stop it. */
export function isLong([name]: string[]): boolean {
  return name !== undefined && Object.hasOwn(COMMANDS, name) && COMMANDS[name]?.long !== undefined;
}

export async function runCommand(argv: string[]): Promise<void> {
  const [name, ...rest] = argv;
  if (!name || name === 'help' || name === '--help') {
    console.log(usage());
    return;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) throw new UsageError(`There is no command “${name}”.\n\n${usage()}`);
  const { values, positionals } = parse(name, command, rest);
  if (values.help) {
    console.log(`duebook ${command.usage}`);
    return;
  }
  const asOf = textOf(values, 'as-of') ?? localToday();
  if (!isIsoDate(asOf)) throw new UsageError(`--as-of ${asOf}: a date YYYY-MM-DD is wanted.`);
  const file = textOf(values, 'db') ?? defaultDatabase();
  // A new database gets its name when it holds something: a refused import or a dry run leaves none behind.
  const isNew = command.creates === true && !existsSync(file);
  const workFile = isNew ? `${file}.new-${process.pid}` : file;
  const db = await openPortfolio(workFile, { create: isNew, userData: userDataFolder(), knownAs: file });
  let answer: Answer | undefined;
  try {
    const progress = command.long && threadProgress(command.long);
    const context = contextOf(db, asOf, textOf(values, 'user'), isNew, progress);
    if (!command.creates) context.checkUser();
    const run = () => command.run(context, values, positionals);
    answer = command.writes ? inOneTransaction(db, run as () => Answer) : await run();
  } catch (error) {
    throw refusalOf(error, file);
  } finally {
    db.close();
    if (isNew && (answer === undefined || answer.dryRun)) rmSync(workFile, { force: true });
  }
  if (isNew && !answer.dryRun) giveName(workFile, file);
  console.log(values.json ? JSON.stringify(answer.json) : answer.text);
}

/** Never over a database that another program made meanwhile. */
function giveName(workFile: string, file: string): void {
  try {
    linkSync(workFile, file);
    rmSync(workFile);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
      rmSync(workFile);
      throw new Refusal('db_busy', `Another program made ${file} meanwhile. Nothing was changed in it; try again.`);
    }
    // Some file systems have no links.
    renameSync(workFile, file);
  }
}

/** Leaves the transaction of a dry run, which must not be kept. */
class DryRun extends Error {
  readonly answer: Answer;
  constructor(answer: Answer) {
    super('dry run');
    this.answer = answer;
  }
}

function inOneTransaction(db: Db, run: () => Answer): Answer {
  try {
    return db.write(() => {
      const answer = run();
      if (answer.dryRun) throw new DryRun(answer);
      return answer;
    });
  } catch (thrown) {
    if (thrown instanceof DryRun) return thrown.answer;
    throw thrown;
  }
}

function parse(name: string, command: Command, args: string[]): { values: Values; positionals: string[] } {
  try {
    const { values, positionals } = parseArgs({
      args: negativesJoined(args),
      options: { ...GLOBAL, ...command.options },
      allowPositionals: true,
    });
    const [min, max] = command.words ?? [0, 0];
    if (!values.help && (positionals.length < min || positionals.length > max))
      throw new UsageError(`Usage: duebook ${command.usage}`);
    return { values: values as Values, positionals };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${name}: ${(error as Error).message}\nUsage: duebook ${command.usage}`);
  }
}

/** `--amount -5` as `--amount=-5`: a negative number is a value to be refused with its reason, not an option. */
function negativesJoined(args: readonly string[]): string[] {
  const joined: string[] = [];
  for (const arg of args) {
    const last = joined.at(-1);
    if (/^-\d/.test(arg) && last !== undefined && /^--[a-z-]+$/.test(last))
      joined[joined.length - 1] = `${last}=${arg}`;
    else joined.push(arg);
  }
  return joined;
}

function contextOf(
  db: Db,
  asOf: string,
  userName: string | undefined,
  isNew: boolean,
  progress: CommandContext['progress'],
): CommandContext & { checkUser: () => void } {
  const person = (wanted: string): string => {
    const found = findUser(db, wanted);
    if (!found) throw new Refusal('not_found', `There is no person “${wanted}” in this portfolio.`);
    return found.id;
  };
  return {
    db,
    asOf,
    isNew,
    progress,
    checkUser: () => {
      if (userName !== undefined) person(userName);
    },
    env: (): CallEnv => {
      const now = Date.now();
      const userId =
        userName !== undefined
          ? person(userName)
          : (readMe(db)?.id ?? db.write(() => ensureUser(db, now, userInfo().username, uuidv7())));
      return { now, asOf, userId, newId: uuidv7 };
    },
    listUser: (assignee) => {
      if (assignee === 'all') return null;
      const wanted = assignee ?? userName;
      return wanted ? person(wanted) : (readMe(db)?.id ?? null);
    },
  };
}

/** The database of the app on this computer. */
function defaultDatabase(): string {
  return join(userDataFolder(), 'portfolio.duebook.db');
}

/** The app's own folder on this computer; the window uses the same. */
function userDataFolder(): string {
  return (
    process.env.DUEBOOK_USER_DATA ??
    (process.platform === 'darwin'
      ? join(homedir(), 'Library', 'Application Support', 'duebook')
      : process.platform === 'win32'
        ? join(process.env.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), 'duebook')
        : join(process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config'), 'duebook'))
  );
}

function usage(): string {
  const lines = Object.values(COMMANDS).map((command) => `  duebook ${command.usage}`);
  return [
    'duebook COMMAND … [--db FILE] [--as-of DATE] [--user NAME] [--json]',
    '',
    ...lines,
    '',
    'docs/cli.md documents every field.',
  ].join('\n');
}
