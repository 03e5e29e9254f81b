import { readSettings, writeSetting } from '../../data/settings/store';
import type { Command } from '../command';

export const set: Command = {
  usage: 'set NAME VALUE',
  writes: true,
  words: [2, 2],
  run: ({ db, env }, _values, [name = '', value = '']) => {
    const { now } = env();
    db.write(() => writeSetting(db, now, name, parseValue(value)));
    const saved = (readSettings(db) as unknown as Record<string, unknown>)[name];
    return { json: { name, value: saved }, text: `${name} = ${JSON.stringify(saved)}` };
  },
};

/** JSON where it is JSON (numbers, lists, objects), else the word itself. */
function parseValue(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
