import { join } from 'node:path';
import type { Db } from '../../../src/main/data/db/database';
import { exportFile } from '../../../src/main/data/exchange/export-file';
import { doorOf, folderScope } from '../../../src/main/data/exchange/folder/exchange-door';
import {
  exchangeFolders,
  type FolderEnv,
  folderStatuses,
  noteRounds,
} from '../../../src/main/data/exchange/folder/service';
import { addFolder } from '../../../src/main/data/exchange/folder/store';
import { joinPortfolio } from '../../../src/main/data/exchange/join';
import { readMe, writeMe, writeUser } from '../../../src/main/data/portfolio/store';
import { smallPortfolio, TODAY } from '../../data/desk/small';
import { newDatabase, newFolder, testEnv } from '../../data/support/database';

export const NOW = Date.parse(`${TODAY}T10:00:00Z`);
const WHOLE = {
  scope: { kind: 'portfolio' as const },
  channel: null,
  changesOnly: false,
  privateNotes: false,
  asOf: TODAY,
};

/** Mia, the manager, has the small portfolio; Ana has joined it from a file. */
export async function managerAndCollector(): Promise<{ mia: Db; ana: Db }> {
  const mia = smallPortfolio();
  mia.write(() => {
    writeUser(mia, 1, { id: 'mia', name: 'Mia', initials: 'M', role: 'manager' });
    writeUser(mia, 1, { id: 'ana', name: 'Ana', initials: 'A', role: 'collector' });
    writeMe(mia, 'mia');
  });
  return { mia, ana: await joined(mia, 'Ana') };
}

/** Another copy of the portfolio, of one who works in it. */
export async function joined(from: Db, name: string): Promise<Db> {
  const file = join(newFolder(), 'portfolio.duebook');
  await exportFile(from, testEnv(TODAY), file, WHOLE);
  const db = newDatabase();
  await joinPortfolio(db, testEnv(TODAY), file, { name, initials: name.slice(0, 2) });
  return db;
}

/** Both use one new folder. */
export function shareFolder(...copies: Db[]): string {
  const folder = newFolder();
  for (const db of copies) share(db, folder);
  return folder;
}

export function share(db: Db, folder: string): void {
  db.write(() => addFolder(db, folder, folderScope(null)));
}

let ticks = 0;
const envOf = (db: Db): FolderEnv => {
  const now = () => NOW + ticks * 1000;
  const me = readMe(db);
  const userId = me?.id ?? '';
  return {
    now,
    card: { name: me?.name ?? '', appVersion: '1' },
    doorOf: (folder) => doorOf(db, folder, { asOf: TODAY, userId, now }),
  };
};

/** One round of each, in turn, each a second later. */
export async function syncAll(...copies: Db[]): Promise<void> {
  for (const db of copies) {
    ticks++;
    noteRounds(db, await exchangeFolders(db, envOf(db)));
  }
}

/** How the first folder of a copy stands. */
export function statusOf(db: Db): ReturnType<typeof folderStatuses>[0] {
  return folderStatuses(db, NOW + ticks * 1000)[0] as ReturnType<typeof folderStatuses>[0];
}

/** What must be the same on every copy. */
export function known(db: Db): unknown {
  const rows = (sql: string) => db.all(sql);
  return {
    customers: rows('SELECT source, key, name FROM customer ORDER BY source, key'),
    items: rows(
      'SELECT c.key, i.number, i.amount_minor, i.due_on FROM item i JOIN customer c ON c.id = i.customer_id ORDER BY c.key, i.number',
    ),
    cells: rows('SELECT entity, row_id, grp, hex(clock) AS clock FROM cell ORDER BY entity, row_id, grp'),
    desks: rows('SELECT * FROM customer_desk ORDER BY row_id'),
    users: rows('SELECT * FROM user ORDER BY row_id'),
    commitments: rows('SELECT * FROM commitment ORDER BY row_id'),
    contacts: rows('SELECT * FROM contact ORDER BY row_id'),
    disputes: rows('SELECT * FROM dispute ORDER BY row_id'),
    tasks: rows('SELECT * FROM task ORDER BY row_id'),
    activities: rows('SELECT id, digest FROM activity ORDER BY id'),
  };
}
