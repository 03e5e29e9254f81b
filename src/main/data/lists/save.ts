import type { FileHandle } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { Refusal } from '@shared/contract/errors';
import type { ListChoice, ListKind, SavedList } from '@shared/contract/lists';
import type { CurrencyCode, IsoDate, Minor, Money } from '@shared/domain/model';
import type { Db } from '../db/database';
import { checkTarget } from '../db/places';
import { putInPlace, withPartFile, writeAll } from '../exchange/file/part-file';
import { writeProblem } from '../exchange/file/problems';
import { type Progress, ProgressMeter } from '../work/progress';
import { activitiesList } from './activities';
import { agendaList } from './agenda';
import { agingList } from './aging';
import { csvOf } from './csv';
import { itemsList } from './items';
import type { List, ListRow } from './list';
import { scopeOf } from './scope';
import { workbookOf } from './workbook';

const STOPPED =
  'Saving the list was stopped. No file was written, and nothing was changed; save it again when it suits you.';

const TITLES: Readonly<Record<ListKind, string>> = {
  agenda: 'Agenda',
  aging: 'Aging',
  items: 'Items',
  activities: 'Activities',
};

/** A list to be saved, as a value that can be handed to another thread. */
export interface ListJob {
  what: 'saveList';
  path: string;
  asOf: IsoDate;
  list: ListChoice;
}

export interface ListAnswers {
  saveList: SavedList;
}

type Write = (handle: FileHandle, list: List, rows: Iterable<ListRow>) => Promise<unknown>;
const WRITERS: Readonly<Record<string, Write>> = {
  '.csv': (handle, { columns }, rows) => writeAll(handle, csvOf(columns, rows), 0),
  '.xlsx': (handle, { what, columns }, rows) => writeAll(handle, workbookOf(TITLES[what], columns, rows), 0),
};

/**
 * Saves a list of the as-of date for a spreadsheet, as its file ends: `.csv` or `.xlsx`. All of one moment, from the same judgement the views and the
 * command line show. Written beside the target and then renamed: a whole file or none; one that is there is replaced.
 * @throws Refusal `bad_input` (another ending), `file_too_large` (a workbook's limits), `disk_full`, `file_missing` (the folder),
 * `file_unwritable` (also where a database or no file lies in its place), `cancelled`; nothing is written then.
 */
export async function saveList(
  db: Db,
  asOf: IsoDate,
  choice: ListChoice,
  path: string,
  progress?: Progress,
): Promise<SavedList> {
  const write = WRITERS[extname(path).toLowerCase()];
  if (write === undefined)
    throw new Refusal(
      'bad_input',
      `${basename(path)} does not end in .csv or .xlsx, as a list for a spreadsheet does. No file was written; give it one of these endings.`,
    );
  const meter = new ProgressMeter(progress, STOPPED);
  meter.begin('choosing', null);
  meter.look();
  const sums = new Map<CurrencyCode, Minor>();
  let count = 0;
  let list: List | undefined;
  db.raw.exec('BEGIN');
  try {
    checkTarget(path);
    const made = listFor(db, asOf, choice, meter);
    list = made;
    meter.begin('listing', made.total);
    const told = (function* () {
      for (const row of made.rows) {
        meter.row();
        yield row;
        count++;
        const { currency, minor } = row;
        if (currency !== null && minor !== null) sums.set(currency, (sums.get(currency) ?? 0) + minor);
      }
    })();
    await withPartFile(path, '.part', async (handle, part) => {
      await write(handle, made, told);
      await putInPlace(handle, part, path);
    });
  } catch (error) {
    throw writeProblem(error, path);
  } finally {
    // A file that could not be written leaves them half read, and the moment cannot end while they are.
    list?.rows.return(undefined);
    db.raw.exec('ROLLBACK');
  }
  return { file: basename(path), what: choice.what, rows: count, sums: inOrder(sums) };
}

function listFor(db: Db, asOf: IsoDate, choice: ListChoice, meter: ProgressMeter): List {
  const scope = scopeOf(db, asOf, choice);
  switch (choice.what) {
    case 'agenda':
      return agendaList(db, scope, choice.userId, choice.limit);
    case 'aging':
      return agingList(db, scope, choice.lines && new Set(choice.lines));
    case 'items':
      return itemsList(db, scope, choice.itemIds && new Set(choice.itemIds), meter);
    case 'activities':
      return activitiesList(db, scope, choice.privateNotes);
  }
}

function inOrder(sums: ReadonlyMap<CurrencyCode, Minor>): Money[] {
  return [...sums].map(([currency, minor]) => ({ currency, minor })).sort((a, b) => (a.currency < b.currency ? -1 : 1));
}
