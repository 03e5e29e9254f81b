import type { ParseArgsConfig } from 'node:util';
import type { IsoDate } from '@shared/domain/model';
import type { Db } from '../data/db/database';
import type { CallEnv } from '../data/env';
import type { Progress } from '../data/work/progress';
import type { WorkKind } from '../data/work/time-left';

/** Wrong words on the command line: exit 2. */
export class UsageError extends Error {}

type Options = NonNullable<ParseArgsConfig['options']>;
export type Values = Record<string, string | boolean | (string | boolean)[] | undefined>;

export interface CommandContext {
  db: Db;
  asOf: IsoDate;
  /** The database was missing: this command makes it. */
  isNew: boolean;
  /** The surroundings of a write: who (`--user`, else who works here) and when. */
  env: () => CallEnv;
  /** For long commands: told how far they are, and whether to stop. */
  progress: Progress | undefined;
  /** Whose list: `--assignee`, else `--user`, else who works here; null for everybody. */
  listUser: (assignee: string | undefined) => string | null;
}

export interface Answer {
  json: unknown;
  /** Lines for people. */
  text: string;
  /** Done to be looked at only: what was written on the way is taken back. */
  dryRun?: boolean;
}

export interface Command {
  usage: string;
  /** Creates a missing database. */
  creates?: boolean;
  /** Runs in one transaction: refused anywhere, nothing of it stays. */
  writes?: boolean;
  /** May take long, with what: runs where Ctrl+C is heard meanwhile. */
  long?: WorkKind;
  options?: Options;
  /** How many words must follow the command, at least and at most. */
  words?: readonly [min: number, max: number];
  /** A promise only where the command does not run in one transaction. */
  run: (context: CommandContext, values: Values, words: string[]) => Answer | Promise<Answer>;
}

export function textOf(values: Values, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}

export function textsOf(values: Values, name: string): string[] {
  const value = values[name];
  return Array.isArray(value) ? value.filter((v) => typeof v === 'string') : [];
}

/** A value out of a closed list, or a usage error that names the list. */
export function pick<T extends string>(values: Values, name: string, allowed: readonly T[]): T | undefined {
  const value = textOf(values, name);
  if (value === undefined) return undefined;
  const found = allowed.find((word) => word === value);
  if (!found) throw new UsageError(`--${name} ${value}: one of ${allowed.join(', ')} is wanted.`);
  return found;
}

export function wholeNumber(values: Values, name: string): number | undefined {
  const value = textOf(values, name);
  if (value === undefined) return undefined;
  if (!/^\d{1,9}$/.test(value)) throw new UsageError(`--${name} ${value}: a whole number is wanted.`);
  return Number(value);
}
