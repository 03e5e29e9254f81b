import { proposeA } from '@shared/domain/agenda/points';
import { dayOf } from '../desk/day';
import { openDesk } from '../desk/desk';
import type { Handlers } from '../dispatch';
import { closeDay, readClosedDays, readSettings, writeSetting } from './store';

export const settingsHandlers: Pick<Handlers, 'settings.get' | 'settings.set' | 'settings.closeDay'> = {
  'settings.get': ({ db }, { asOf }) => {
    const desk = openDesk(db);
    const day = dayOf(desk, asOf);
    const amounts = new Map<string, number[]>();
    for (const book of desk.books.values())
      for (const { currency, minor } of day.of(book).collectable)
        amounts.set(currency, [...(amounts.get(currency) ?? []), minor]);
    return {
      settings: desk.settings,
      closedDays: readClosedDays(db),
      proposedA: Object.fromEntries([...amounts].map(([currency, minors]) => [currency, proposeA(minors)])),
    };
  },
  'settings.set': ({ db }, { name, value }) =>
    db.write(() => {
      writeSetting(db, Date.now(), name, value);
      return readSettings(db);
    }),
  'settings.closeDay': ({ db }, { date, label, closed }) => {
    db.write(() => closeDay(db, Date.now(), date, label, closed));
    return null;
  },
};
