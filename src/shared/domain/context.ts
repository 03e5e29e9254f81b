import type { Calendar, IsoDate } from './model';
import type { Settings } from './settings';

/** What every rule is judged against; nothing in it depends on the machine. */
export interface RuleContext {
  asOf: IsoDate;
  calendar: Calendar;
  settings: Settings;
  /** Source → list dates of its lists and payments files dated on or before the as-of date, ascending. */
  listDates: ReadonlyMap<string, readonly IsoDate[]>;
}
