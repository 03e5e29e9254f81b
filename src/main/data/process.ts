import { join } from 'node:path';
import type { PushEvent } from '@shared/contract';
import { Refusal, type Result } from '@shared/contract/errors';
import type { MessagePortMain } from 'electron';
import { uuidv7 } from 'uuidv7';
import { dispatch } from './dispatch';
import { exchangeWithFolders } from './exchange/folder/handlers';
import { sharedFolders } from './exchange/folder/store';
import { revision } from './exchange/write';
import { failureOf } from './failure';
import { openPortfolio } from './open';
import { portfolioStatus } from './portfolio/queries';
import { loadSample } from './sample/load';
import type { Session } from './session';
import { WorkBeside } from './work/beside';
import { LONG_CALLS } from './work/handlers';

/**
 * The data process: alone touches SQLite. Main tells it the database file and which tokens stand for which files; the page
 * talks to it over a MessagePort of its own. Calls run one after the other, so that a view never reads half of a change; long work runs
 * beside them in a thread of its own, and what others want to write meanwhile waits for it.
 */
interface FromMain {
  type: 'open' | 'file' | 'connect' | 'close';
  databaseFile?: string;
  /** The folder where this installation notes which databases it writes. */
  userData?: string;
  /** Load the sample of this day into a database that holds nothing yet (the demo). */
  sampleOf?: string | null;
  token?: string;
  path?: string;
}
interface FromPage {
  id: number;
  name: string;
  input: unknown;
}

const files = new Map<string, string>();
const ports = new Set<MessagePortMain>();
let session: (Session & { beside: WorkBeside }) | null = null;
/** What main told to open: tried again with the next call while it cannot be opened. */
let wanted: { databaseFile: string; userData: string; sampleOf: string | null } | null = null;
let opening: Promise<Result<never> | null> | null = null;
let queue: Promise<unknown> = Promise.resolve();
let lastRevision = -1;

function push(event: PushEvent): void {
  for (const port of ports) port.postMessage({ push: event });
}

async function open(databaseFile: string, userData: string, sampleOf: string | null): Promise<Result<never> | null> {
  try {
    const db = await openPortfolio(databaseFile, { create: true, userData });
    if (sampleOf !== null && !portfolioStatus(db, sampleOf).started)
      loadSample(db, sampleOf, { now: Date.now(), newId: uuidv7 });
    const beside = new WorkBeside(join(import.meta.dirname, 'worker.js'), push, userData);
    session = { db, push, fileOf: (token) => files.get(token) ?? '', beside };
    lastRevision = revision(db);
    return null;
  } catch (error) {
    return { ok: false, error: failureOf(error, databaseFile) };
  }
}

/** Opens what is wanted unless it is open; the refusal when that does not go. */
async function ensureOpen(): Promise<Result<never> | null> {
  if (session || !wanted) return null;
  opening ??= open(wanted.databaseFile, wanted.userData, wanted.sampleOf).finally(() => {
    opening = null;
  });
  return opening;
}

/** A database that cannot be read right now (busy disk, removed folder) is not the end: the next call says what is wrong. */
function announceChange(): void {
  if (!session) return;
  try {
    const now = revision(session.db);
    if (now === lastRevision) return;
    lastRevision = now;
    push({ type: 'changed', revision: now });
    publishSoon();
  } catch (error) {
    console.error(error);
  }
}

/** Shared folders are collected from every minute, and published to some seconds after the last change. */
const COLLECT_EVERY_MS = 60_000;
const PUBLISH_AFTER_MS = 5_000;
let publishing: NodeJS.Timeout | undefined;

function publishSoon(): void {
  clearTimeout(publishing);
  publishing = setTimeout(() => void folderRound(), PUBLISH_AFTER_MS).unref();
}

/** One round, when the calls of the page until now are answered. What goes wrong shows in the folder's status. */
async function folderRound(): Promise<void> {
  await queue;
  try {
    // Other long work is under way: the next round comes soon.
    if (!session || session.beside.isBusy || sharedFolders(session.db).every((folder) => folder.paused)) return;
    await exchangeWithFolders(session);
  } catch (error) {
    if (!(error instanceof Refusal)) console.error(error);
  }
  announceChange();
}

/** A page that just closed may have posted its last draft: its port closes behind it, late on a busy computer. */
const PAGES_GONE_MS = 3_000;

function pagesGone(): Promise<void> {
  return new Promise((resolve) => {
    const started = Date.now();
    const timer = setInterval(() => {
      if (ports.size > 0 && Date.now() - started < PAGES_GONE_MS) return;
      clearInterval(timer);
      resolve();
    }, 10);
  });
}

/** The last words go out, unless the folder takes too long: then they do at the next start. */
const LAST_ROUND_MS = 5_000;

/** Stops long work, lets what waited for it be written, and ends. */
async function finish(): Promise<void> {
  session?.beside.cancel();
  await session?.beside.ended();
  await queue;
  const late = new Promise<'late'>((resolve) => setTimeout(resolve, LAST_ROUND_MS, 'late'));
  // What a round cut off leaves is a part file nobody reads, and a transaction that never was.
  if ((await Promise.race([folderRound(), late])) !== 'late') session?.db.close();
  process.exit(0);
}

function enqueue(port: MessagePortMain, call: FromPage): void {
  queue = queue.then(() => {
    const answered = answer(port, call);
    return LONG_CALLS.has(call.name) ? undefined : answered;
  });
}

async function answer(port: MessagePortMain, call: FromPage): Promise<void> {
  const result = (await ensureOpen()) ?? (await dispatch(session as Session, call.name, call.input));
  // A write that met long work comes again when that is done; those that wait keep their order.
  if (!result.ok && result.error.code === 'db_busy' && session?.beside.isBusy) {
    void session.beside.ended().then(() => enqueue(port, call));
    return;
  }
  port.postMessage({ id: call.id, result });
  announceChange();
}

function connect(port: MessagePortMain): void {
  ports.add(port);
  port.on('message', (event) => {
    enqueue(port, event.data as FromPage);
  });
  port.on('close', () => ports.delete(port));
  port.start();
}

// Another process (the command line) may record into the same database: the window notices within a second.
setInterval(announceChange, 1000).unref();
setInterval(() => void folderRound(), COLLECT_EVERY_MS).unref();

process.parentPort.on('message', (event) => {
  const message = event.data as FromMain;
  if (message.type === 'open' && message.databaseFile && message.userData) {
    wanted = { databaseFile: message.databaseFile, userData: message.userData, sampleOf: message.sampleOf ?? null };
    queue = queue.then(ensureOpen);
  }
  if (message.type === 'file' && message.token && message.path) {
    files.set(message.token, message.path);
    process.parentPort.postMessage({ registered: message.token });
  }
  if (message.type === 'connect' && event.ports[0]) connect(event.ports[0]);
  if (message.type === 'close') void pagesGone().then(finish);
});
