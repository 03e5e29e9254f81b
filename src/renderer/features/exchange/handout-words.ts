import type { User } from '@shared/contract/portfolio';
import { type HandoutConditions, type HandoutRule, type Measure, NOBODY } from '@shared/domain/handout/rules';
import { amountText } from '../../components/format';

export const MEASURE_WORDS: Record<Measure, string> = {
  overdue: 'by overdue amount',
  open: 'by open amount',
  customers: 'by number of customers',
};

const list = (words: readonly string[], or: 'or' | 'and'): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${or} ${words.at(-1)}`;

/** "Nobody's customers, name A–F, in DE or AT". */
export function conditionWords(when: HandoutConditions, nameOf: (id: string) => string): string {
  const { nameFrom, nameTo, nameLike, amount } = when;
  const whose =
    when.holder === ''
      ? 'Everybody’s customers'
      : when.holder === NOBODY
        ? 'Nobody’s customers'
        : `Customers of ${nameOf(when.holder)}`;
  const range = nameFrom || nameTo ? `name ${nameFrom.toUpperCase() || '…'}–${nameTo.toUpperCase() || '…'}` : '';
  return [
    whose,
    range,
    nameLike && `named “${nameLike}”`,
    when.countries.length > 0 && `in ${list(when.countries, 'or')}`,
    when.scores.length > 0 && `score ${list(when.scores, 'or')}`,
    when.tags.length > 0 && `tagged ${list(when.tags, 'or')}`,
    when.sources.length > 0 && `from ${list(when.sources, 'or')}`,
    amount && amountWords(amount),
  ]
    .filter(Boolean)
    .join(', ');
}

function amountWords({ of, currency, from, to }: NonNullable<HandoutConditions['amount']>): string {
  const least = from === null ? '' : ` from ${amountText(from, currency)}`;
  const below = to === null ? '' : ` below ${amountText(to, currency)}`;
  return `${of}${least}${below || (from === null ? ` in ${currency}` : '')}`;
}

/** "to Jana Novak and Ben Ott, evenly by overdue amount". */
export function targetWords({ to, evenly }: HandoutRule, nameOf: (id: string) => string): string {
  if (to.length === 0) return 'back to nobody';
  const names = to.length > 3 ? `${to.length} people` : list(to.map(nameOf), 'and');
  return `to ${names}${to.length > 1 ? `, evenly ${MEASURE_WORDS[evenly]}` : ''}`;
}

export const nameIn =
  (people: readonly User[]) =>
  (id: string): string =>
    people.find((user) => user.id === id)?.name ?? id;
