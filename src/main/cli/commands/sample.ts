import { writeFileSync } from 'node:fs';
import { Refusal } from '@shared/contract/errors';
import { uuidv7 } from 'uuidv7';
import { checkTarget } from '../../data/db/places';
import { portfolioStatus } from '../../data/portfolio/queries';
import { loadSample } from '../../data/sample/load';
import { nextListCsv } from '../../data/sample/next-list';
import { type Command, textOf, textsOf, UsageError } from '../command';

export const sample: Command = {
  usage: 'sample [--next-list FILE [--keep-open NUMBER]…]',
  creates: true,
  writes: true,
  options: { 'next-list': { type: 'string' }, 'keep-open': { type: 'string', multiple: true } },
  run: ({ db, asOf }, values) => {
    const target = textOf(values, 'next-list');
    const keepOpen = textsOf(values, 'keep-open');
    if (target !== undefined) {
      const list = nextListCsv(db, asOf, { keepOpen });
      writeList(target, list.csv);
      return { json: { file: target, listDate: list.listDate }, text: `${target}: the list of ${list.listDate}.` };
    }
    if (keepOpen.length > 0) throw new UsageError('--keep-open goes with --next-list FILE.');
    loadSample(db, asOf, { now: Date.now(), newId: uuidv7 });
    const { customers, items, users } = portfolioStatus(db, asOf);
    return {
      json: { customers, items, users: users.map((user) => user.name) },
      text: `Sample portfolio loaded: ${customers} customers, ${items} items.`,
    };
  },
};

function writeList(target: string, csv: string): void {
  checkTarget(target);
  try {
    writeFileSync(target, csv);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Refusal('file_unreadable', `${target} cannot be written (${code}). Check the folder and its rights.`);
  }
}
