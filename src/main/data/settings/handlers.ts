import { proposedA } from '../agenda/amount-a';
import { dayOf } from '../desk/day';
import { openDesk } from '../desk/desk';
import type { Handlers } from '../session';
import { closeDay, readClosedDays, readSettings, writeSetting } from './store';

export const settingsHandlers: Pick<Handlers, 'settings.get' | 'settings.set' | 'settings.closeDay'> = {
  'settings.get': ({ db }, { asOf }) => {
    const desk = openDesk(db);
    return {
      settings: desk.settings,
      closedDays: readClosedDays(db),
      proposedA: Object.fromEntries(proposedA(dayOf(desk, asOf))),
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
