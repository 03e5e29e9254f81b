import type { SettingsView } from '@shared/contract/settings';
import { isBusinessDay } from '@shared/domain/calendar';
import { addDays } from '@shared/domain/dates';
import type { IsoDate } from '@shared/domain/model';

/** A year of closed days in a row would be a mistake in the settings, not a calendar. */
const FARTHEST = 366;

function step(from: IsoDate, by: 1 | -1, view: SettingsView | undefined): IsoDate {
  const calendar = {
    weekend: new Set(view?.settings.weekend ?? [0, 6]),
    closed: new Set(view?.closedDays.map((day) => day.date) ?? []),
  };
  let date = addDays(from, by);
  for (let tried = 0; tried < FARTHEST && !isBusinessDay(calendar, date); tried += 1) date = addDays(date, by);
  return date;
}

export const businessDayAfter = (date: IsoDate, view: SettingsView | undefined): IsoDate => step(date, 1, view);
export const businessDayBefore = (date: IsoDate, view: SettingsView | undefined): IsoDate => step(date, -1, view);
