import { createHash } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { addDays } from '@shared/domain/dates';
import { customerRowId } from '@shared/exchange/registry';
import { openDatabase } from '../../../src/main/data/db/database';
import { exportFile } from '../../../src/main/data/exchange/export-file';
import { collect } from '../../../src/main/data/exchange/folder/collect';
import { doorOf, folderScope } from '../../../src/main/data/exchange/folder/exchange-door';
import { publish } from '../../../src/main/data/exchange/folder/publish';
import { setUpFolder } from '../../../src/main/data/exchange/folder/state';
import { addFolder, sharedFolders } from '../../../src/main/data/exchange/folder/store';
import { joinPortfolio } from '../../../src/main/data/exchange/join';
import { noLines, recordLines } from '../../../src/main/data/exchange/lines';
import { mergeFile } from '../../../src/main/data/exchange/merge';
import { select } from '../../../src/main/data/exchange/scope';
import { writeAnnotation } from '../../../src/main/data/exchange/write';
import { commitImport } from '../../../src/main/data/import';
import { startPortfolio } from '../../../src/main/data/portfolio/commands';
import { writeMe, writeUser } from '../../../src/main/data/portfolio/store';
import { Rng } from '../../../src/main/data/sample/rng';
import { Person } from './person';
import { Post } from './post';
import { customerKey, World } from './world';

export interface TeamSize {
  collectors: number;
  customers: number;
  days: number;
  /** Calls of each collector a day. */
  calls: number;
  /** Share of files that arrive days late or twice. */
  troubled: number;
  seed: number;
}

export interface TeamDay {
  day: string;
  files: number;
  /** Bytes all of them published that day. */
  bytes: number;
  /** Milliseconds the manager took for the list, and everybody together for publishing and collecting. */
  listMs: number;
  exchangeMs: number;
}

export interface TeamResult {
  days: TeamDay[];
  /** Digest of everything exchanged, of each copy, manager first. */
  digests: string[];
  /** Rounds of publishing and collecting it took until nobody had anything to say. */
  rounds: number;
  delayed: number;
  duplicated: number;
  /** What was recorded: activities of all of them. */
  activities: number;
  people: Person[];
}

/** Files, sizes and times of a run in a few lines. */
export function summaryOf(
  { collectors, customers }: TeamSize,
  { days, delayed, duplicated, activities, rounds }: TeamResult,
): string {
  const later = days.slice(1);
  const mean = (part: (day: TeamDay) => number) => later.reduce((sum, day) => sum + part(day), 0) / later.length;
  const people = collectors + 1;
  return [
    `${people} people, ${customers.toLocaleString('en')} customers, ${days.length} days: ${activities.toLocaleString('en')} calls; ${delayed} files late, ${duplicated} twice; ${rounds} last rounds.`,
    `A day: ${Math.round(mean((day) => day.files))} files, ${Math.round(mean((day) => day.bytes) / 1024).toLocaleString('en')} KB; the list ${Math.round(mean((day) => day.listMs))} ms; publishing and collecting ${Math.round(mean((day) => day.exchangeMs) / people)} ms a person.`,
  ].join('\n');
}

interface Member extends Person {
  root: string;
}

const FIRST_DAY = '2026-10-26';

/** A month of a team without a server: lists, calls, promises and clashes, exchanged through a troubled folder. */
export async function runTeam(
  folder: string,
  size: TeamSize,
  told: (day: TeamDay) => void = () => {},
): Promise<TeamResult> {
  const world = new World(size.customers, size.seed, FIRST_DAY);
  const team = await gather(folder, size, world);
  const [manager] = team as [Member];
  const portfolioId = manager.db.value<string>('SELECT portfolio_id FROM replica') as string;
  const post = new Post(portfolioId, new Rng(size.seed).fork('post'), size.troubled);
  const days: TeamDay[] = [];
  for (let n = 1; n <= size.days; n++) {
    const day = addDays(FIRST_DAY, n);
    const before = { files: post.files, bytes: post.bytes };
    const started = performance.now();
    takeList(manager, world, day);
    const listMs = performance.now() - started;
    for (const member of team) member.work(day, member === manager ? 2 : size.calls);
    const exchangeMs = await exchange(team, post, day, n);
    days.push({ day, files: post.files - before.files, bytes: post.bytes - before.bytes, listMs, exchangeMs });
    told(days.at(-1) as TeamDay);
  }
  const last = addDays(FIRST_DAY, size.days + 1);
  let rounds = 0;
  for (let said = Number.POSITIVE_INFINITY; said > 0 && rounds < 10; rounds++) {
    const files = post.files;
    await exchange(team, post, last, Number.POSITIVE_INFINITY);
    said = post.files - files;
  }
  return {
    days,
    rounds,
    delayed: post.delayed,
    duplicated: post.duplicated,
    digests: team.map((member) => exchangedDigest(member, last)),
    activities: manager.db.value<number>('SELECT count(*) FROM activity') as number,
    people: team,
  };
}

/** The manager starts, takes the first list, hands out; everybody else joins by a file. */
async function gather(folder: string, size: TeamSize, world: World): Promise<Member[]> {
  const member = (userId: string): Member => {
    const own = join(folder, userId);
    const root = join(own, 'shared');
    mkdirSync(root, { recursive: true });
    const db = openDatabase(join(own, 'portfolio.duebook.db'), { create: true });
    return Object.assign(new Person(userId, db, size.seed), { root });
  };
  const manager = member('manager');
  const env = manager.env(FIRST_DAY);
  startPortfolio(manager.db, env.now, 'manager', { name: 'Team', userName: 'Mara', initials: 'MA', currency: 'EUR' });
  const ids = Array.from({ length: size.collectors }, (_, i) => `collector-${i + 1}`);
  takeList(manager, world, FIRST_DAY);
  manager.db.write(() => {
    for (const id of ids)
      writeUser(manager.db, manager.env(FIRST_DAY).now, { id, name: id, initials: id.slice(-2), role: 'collector' });
    for (let customer = 1; customer <= size.customers; customer++)
      writeAnnotation(manager.db, env.now, 'customerDesk', customerRowId('main', customerKey(customer)), 'assignee', {
        assignee: ids[customer % ids.length] as string,
      });
  });
  const file = join(folder, 'team.duebook');
  const whole = {
    scope: { kind: 'portfolio' as const },
    channel: null,
    changesOnly: false,
    privateNotes: false,
    asOf: FIRST_DAY,
  };
  await exportFile(manager.db, env, file, whole);
  const team = [manager];
  for (const id of ids) {
    const joined = member(id);
    await joinPortfolio(joined.db, joined.env(FIRST_DAY), file, null);
    joined.db.write(() => writeMe(joined.db, id));
    team.push(joined);
  }
  rmSync(file);
  const portfolioId = manager.db.value<string>('SELECT portfolio_id FROM replica') as string;
  for (const { db, root } of team) {
    setUpFolder(root, portfolioId, `${FIRST_DAY}T08:00:00Z`);
    db.write(() => addFolder(db, root, folderScope(null)));
  }
  return team;
}

function takeList(manager: Member, world: World, day: string): void {
  const file = { name: `open-items-${day}.csv`, bytes: world.listOf(day) };
  const options = { kind: 'open-items' as const, complete: true, confirmSettle: true, listDate: day };
  commitImport(manager.db, file, options, manager.env(day));
}

/**
 * One after the other collects what has arrived and publishes, as the app does; the post carries; at last everybody collects once
 * more, and merges by hand what came twice. Returns milliseconds.
 */
async function exchange(team: readonly Member[], post: Post, day: string, n: number): Promise<number> {
  const started = performance.now();
  const mailed = new Map<string, string[]>();
  for (const member of team) {
    const { db, root } = member;
    post.deliver(n);
    const { door, row, now } = surroundings(member, day);
    await collect(db, row, door, now);
    await publish(db, surroundings(member, day).row, door, { name: member.userId, appVersion: 'soak' }, now);
    const others = team.filter((other) => other !== member);
    for (const [to, files] of post.carry({ root, replicaId: door.replicaId }, others, n))
      mailed.set(to, [...(mailed.get(to) ?? []), ...files]);
  }
  post.deliver(n);
  for (const member of team) {
    const { door, row, now } = surroundings(member, day);
    await collect(member.db, row, door, now);
    for (const path of mailed.get(member.root) ?? []) await mergeFile(member.db, now, path, { backup: false });
  }
  return performance.now() - started;
}

function surroundings(member: Member, day: string) {
  const row = sharedFolders(member.db)[0];
  if (!row) throw new Error(`${member.userId} has no folder`);
  const { now } = member.env(day);
  return { row, now, door: doorOf(member.db, row, { asOf: day, userId: member.userId, now: () => now }) };
}

/** Digest of all that is exchanged, as the export would write it: the same state gives the same lines (P13). */
function exchangedDigest({ db }: Member, asOf: string): string {
  const whole = { scope: { kind: 'portfolio' }, channel: null, changesOnly: false, privateNotes: true, asOf } as const;
  const selection = select(db, whole, '');
  const hash = createHash('sha256');
  for (const line of recordLines(db, selection, true, noLines())) hash.update(line).update('\n');
  return hash.digest('hex');
}
