import * as v from 'valibot';
import type { IsoDate } from '../domain/model';
import type { Settings } from '../domain/settings';
import { call, date, text } from './call';

export interface ClosedDay {
  date: IsoDate;
  label: string;
}

export interface SettingsView {
  settings: Settings;
  closedDays: readonly ClosedDay[];
  /** A proposed per currency from today's collectable amounts, minor units. */
  proposedA: Readonly<Record<string, number>>;
}

export const settingsCalls = {
  'settings.get': call(v.object({ asOf: date })).answers<SettingsView>(),
  /** One setting by its name in `Settings`; the value is checked by the setting's own rule. */
  'settings.set': call(v.object({ name: text(60), value: v.unknown() })).answers<Settings>(),
  'settings.closeDay': call(v.object({ date, label: text(100), closed: v.boolean() })).answers<null>(),
};
