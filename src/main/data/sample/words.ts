import type { IsoDate, Money } from '@shared/domain/model';
import { formatMoney } from '@shared/domain/money';
import { dayWords } from '@shared/domain/words';
import templates from '../../../../resources/sample/notes.json' with { type: 'json' };
import type { Rng } from './rng';

export type Situation = keyof typeof templates;

/** What a note can speak of; phrases that need a missing fact are not taken. */
export interface Facts {
  /** The day on which it is written. */
  on: IsoDate;
  contact?: string | null;
  user?: string;
  /** Item numbers. */
  items?: readonly string[];
  amount?: Money | null;
  date?: IsoDate | null;
  po?: string | null;
  days?: number | null;
}

/** A short note in plain English for the situation, or null where no phrase fits the facts. */
export function phrase(rng: Rng, situation: Situation, facts: Facts): string | null {
  const words = factWords(facts);
  const fitting = templates[situation].filter((template) =>
    [...template.matchAll(/\{(\w+)\}/g)].every(([, name]) => words[name as string] !== undefined),
  );
  if (fitting.length === 0) return null;
  return rng.pick(fitting).replace(/\{(\w+)\}/g, (_, name: string) => words[name] as string);
}

function factWords({
  on,
  contact,
  user,
  items = [],
  amount,
  date,
  po,
  days,
}: Facts): Record<string, string | undefined> {
  return {
    contact: contact ?? undefined,
    user,
    item: items[0],
    items: items.length === 0 ? undefined : listed(items),
    count: items.length > 1 ? String(items.length) : undefined,
    amount: amount ? formatMoney(amount) : undefined,
    date: date ? dayWords(date, on) : undefined,
    po: po ?? undefined,
    days: days !== null && days !== undefined && days > 0 ? String(days) : undefined,
  };
}

/** At most three numbers are spelled out. */
function listed(items: readonly string[]): string {
  if (items.length > 3) return `${items[0]} and ${items.length - 1} more`;
  return items.length === 1 ? (items[0] as string) : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
