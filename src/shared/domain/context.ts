import type { Calendar, IsoDate } from './model';
import type { Settings } from './settings';

/** What every rule is judged against; nothing in it depends on the machine. */
export interface RuleContext {
  asOf: IsoDate;
  calendar: Calendar;
  settings: Settings;
  /** Source → list dates of its lists and payments files dated on or before the as-of date, ascending. */
  listDates: ReadonlyMap<string, readonly IsoDate[]>;
  /** Source → list date → business date on which a list of that date was first imported; where it is not told, its own date. */
  importedOn?: ReadonlyMap<string, ReadonlyMap<IsoDate, IsoDate>>;
}

/**
 * The day people here could first know what a list of that date says: a list dated yesterday and imported this morning tells
 * nothing to yesterday's caller. A list imported after the as-of date counts from its own date, as every rule does.
 */
export function knownOn(ctx: RuleContext, source: string, listDate: IsoDate): IsoDate {
  const imported = ctx.importedOn?.get(source)?.get(listDate);
  return imported !== undefined && imported > listDate && imported <= ctx.asOf ? imported : listDate;
}
