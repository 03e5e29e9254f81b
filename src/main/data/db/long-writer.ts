import { readFileSync, rmSync, writeFileSync } from 'node:fs';

/** Who holds the write lock of a database for long, and with what: others who find it locked can say so. */
interface LongWriter {
  pid: number;
  what: string;
}

const fileFor = (database: string) => `${database}.writing`;

/**
 * Does long work that holds the write lock, with a file beside the database that says so while it lasts. Begin the transaction first:
 * only who has the lock may name itself. `what` goes into "… is running": "an import".
 */
export function asLongWriter<T>(database: string, what: string, work: () => T): T {
  const unnamed = nameLongWriter(database, what);
  try {
    return work();
  } finally {
    unnamed();
  }
}

/** The same for work in several steps: call what it returns at its end. */
export function nameLongWriter(database: string, what: string): () => void {
  const file = fileFor(database);
  const own: LongWriter = { pid: process.pid, what };
  try {
    writeFileSync(file, JSON.stringify(own));
  } catch {
    // It only serves a better message.
  }
  return () => rmSync(file, { force: true });
}

/** The program at long work on a database now; null without one. What a program that is no more has left behind means nothing. */
export function longWriterOf(database: string): LongWriter | null {
  try {
    const { pid, what } = JSON.parse(readFileSync(fileFor(database), 'utf8')) as Partial<LongWriter>;
    if (!Number.isSafeInteger(pid) || typeof what !== 'string' || !isAlive(pid as number)) return null;
    return { pid: pid as number, what: what.slice(0, 60) };
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's program cannot be signalled, but it is there.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
