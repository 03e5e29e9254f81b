import * as v from 'valibot';
import type { CurrencyCode, IsoDate } from '../domain/model';
import { call, currency, date, name, text } from './call';

export const USER_ROLES = ['collector', 'manager', 'viewer'] as const;
export type UserRole = (typeof USER_ROLES)[number];

export interface User {
  id: string;
  name: string;
  initials: string;
  role: UserRole;
}

export interface SourceFreshness {
  source: string;
  /** The latest list date on or before the as-of date. */
  listDate: IsoDate;
  importedOn: IsoDate;
}

export interface PortfolioStatus {
  /** False until something was imported, started or loaded: the window shows the first run. */
  started: boolean;
  name: string;
  portfolioId: string;
  baseCurrency: CurrencyCode;
  databaseFile: string;
  users: readonly User[];
  /** Who left: what they recorded and what is still assigned to them keeps their name. */
  former: readonly User[];
  me: User | null;
  customers: number;
  items: number;
  /** Items open at the as-of date. */
  openItems: number;
  sources: readonly SourceFreshness[];
  /** Rises with every recorded change. */
  revision: number;
}

export const portfolioCalls = {
  'portfolio.status': call(v.object({ asOf: date })).answers<PortfolioStatus>(),
  'portfolio.start': call(v.object({ name, userName: name, initials: text(4), currency })).answers<PortfolioStatus>(),
  'portfolio.loadSample': call(v.object({ today: date })).answers<PortfolioStatus>(),
  'portfolio.setMe': call(v.object({ userId: v.string() })).answers<null>(),
};
