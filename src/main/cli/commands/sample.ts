import { writeFileSync } from 'node:fs';
import { uuidv7 } from 'uuidv7';
import { portfolioStatus } from '../../data/portfolio/queries';
import { loadSample } from '../../data/sample/load';
import { nextListCsv } from '../../data/sample/next-list';
import { type Command, textOf, textsOf } from '../command';

export const sample: Command = {
  usage: 'sample [--next-list FILE [--keep-open NUMBER]…]',
  creates: true,
  options: { 'next-list': { type: 'string' }, 'keep-open': { type: 'string', multiple: true } },
  run: ({ db, asOf }, values) => {
    const target = textOf(values, 'next-list');
    if (target !== undefined) {
      const list = nextListCsv(db, asOf, { keepOpen: textsOf(values, 'keep-open') });
      writeFileSync(target, list.csv);
      return { json: { file: target, listDate: list.listDate }, text: `${target}: the list of ${list.listDate}.` };
    }
    loadSample(db, asOf, { now: Date.now(), newId: uuidv7 });
    const { customers, items, users } = portfolioStatus(db, asOf);
    return {
      json: { customers, items, users: users.map((user) => user.name) },
      text: `Sample portfolio loaded: ${customers} customers, ${items} items.`,
    };
  },
};
