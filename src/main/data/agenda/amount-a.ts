import { proposeA } from '@shared/domain/agenda/points';
import type { CurrencyCode, Minor } from '@shared/domain/model';
import type { Day } from '../desk/day';

/** The amount A that the collectable amounts of the moment propose to be set, per currency in order of the code, minor units. */
export function proposedA(day: Day): Map<CurrencyCode, Minor> {
  const amounts = new Map<CurrencyCode, Minor[]>();
  for (const book of day.desk.books.values()) {
    // As in the agenda: who is not chased does not set the measure.
    if (book.customer.standing !== 'normal') continue;
    for (const { currency, minor } of day.of(book).collectable) {
      const list = amounts.get(currency);
      if (list) list.push(minor);
      else if (minor > 0) amounts.set(currency, [minor]);
    }
  }
  return new Map(
    [...amounts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([currency, minors]) => [currency, proposeA(minors)]),
  );
}
