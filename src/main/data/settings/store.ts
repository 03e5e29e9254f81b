import { Refusal } from '@shared/contract/errors';
import { settingRules } from '@shared/contract/setting-rules';
import { isIsoDate } from '@shared/domain/dates';
import type { Calendar } from '@shared/domain/model';
import { DEFAULT_SETTINGS, type Settings } from '@shared/domain/settings';
import * as v from 'valibot';
import type { Db } from '../db/database';
import { writeAnnotation } from '../exchange/write';

/** The portfolio's settings: what was set, over the defaults. A stored value this version cannot read gives way to the default. */
export function readSettings(db: Db): Settings {
  const stored: Record<string, unknown> = {};
  for (const { row_id, value } of db.all<{ row_id: string; value: string | null }>(
    'SELECT row_id, value FROM setting',
  )) {
    const rule = ruleOf(row_id);
    if (!rule || value === null) continue;
    const parsed = v.safeParse(rule, parseJson(value));
    if (parsed.success) stored[row_id] = parsed.output;
  }
  return { ...DEFAULT_SETTINGS, ...stored };
}

/** What the portfolio is called; a name that is no text gives way like any unreadable setting. */
export function readPortfolioName(db: Db): string {
  const name = parseJson(db.value<string>("SELECT value FROM setting WHERE row_id = 'portfolioName'") ?? '');
  return typeof name === 'string' && name !== '' ? name : 'Portfolio';
}

function ruleOf(name: string): v.GenericSchema | undefined {
  return Object.hasOwn(settingRules, name) ? settingRules[name as keyof Settings] : undefined;
}

/** Undefined, which no rule takes, for what is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Saves one setting, or refuses it with its rule's words. Runs in the caller's transaction. */
export function writeSetting(db: Db, now: number, name: string, value: unknown): void {
  const rule = ruleOf(name);
  if (!rule)
    throw new Refusal('bad_input', `There is no setting “${name}”. Known: ${Object.keys(settingRules).join(', ')}.`);
  const parsed = v.safeParse(rule, value);
  if (!parsed.success)
    throw new Refusal(
      'bad_input',
      `${name} was not changed: ${parsed.issues.map((issue) => issue.message).join('; ')}.`,
    );
  writeAnnotation(db, now, 'setting', name, 'value', { value: JSON.stringify(parsed.output) });
}

/** The portfolio's closed days, ascending. A row that names no date (another version's, a broken file's) is none. */
export function readClosedDays(db: Db): { date: string; label: string }[] {
  return db
    .all<{ date: string; label: string }>(
      "SELECT row_id AS date, coalesce(label, '') AS label FROM calendar_day WHERE closed = 1 ORDER BY row_id",
    )
    .filter(({ date }) => isIsoDate(date));
}

export function closeDay(db: Db, now: number, date: string, label: string, closed: boolean): void {
  if (!isIsoDate(date)) throw new Refusal('bad_input', `“${date}” is no calendar date.`);
  writeAnnotation(db, now, 'calendarDay', date, 'day', { label, closed: closed ? 1 : 0 });
}

export function readCalendar(db: Db, settings: Settings): Calendar {
  return {
    weekend: new Set(settings.weekend),
    closed: new Set(readClosedDays(db).map((day) => day.date)),
  };
}
