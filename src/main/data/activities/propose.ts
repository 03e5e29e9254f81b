import type { Input } from '@shared/contract';
import { nextBusinessDay } from '@shared/domain/calendar';
import { allocateToOldest } from '@shared/domain/commitments/allocate';
import { checkPromise } from '@shared/domain/commitments/warnings';
import { windowEnd } from '@shared/domain/commitments/window';
import type { RuleContext } from '@shared/domain/context';
import type { Commitment, CustomerBook, Reason } from '@shared/domain/model';
import { openMinor } from '@shared/domain/open-amount';
import { type FollowUp, proposeFollowUp } from '@shared/domain/outcomes';

export interface Proposal {
  followUp: FollowUp;
  errors: readonly Reason[];
  warnings: readonly Reason[];
  /** The items the promise would stand on, with their open amounts. */
  promiseItems: Commitment['items'];
}

/** What saving the composer would do: the follow-up it proposes, what refuses it, what it warns of. Records nothing. */
export function proposal(book: CustomerBook, ctx: RuleContext, input: Input<'activities.log'>): Proposal {
  const { promise, dispute, outcome } = input;
  const checked = promise ? checkPromise({ ...promise, items: tickedRefs(book, promise.itemIds) }, book, ctx) : null;
  const unknown = [...(promise?.itemIds ?? []), ...(dispute?.itemIds ?? [])].filter(
    (id) => !book.items.some((item) => item.id === id),
  );
  const errors: Reason[] = [
    ...(checked?.errors ?? []),
    ...unknown.map((id) => ({ code: 'unknown_item', text: `This customer has no item with id ${id}.` })),
    ...(outcome === 'promised' && !promise
      ? [{ code: 'promise_missing', text: 'A promise needs its amount and date.' }]
      : []),
  ];
  const breakable = promise ? nextBusinessDay(ctx.calendar, windowEnd(promise, ctx)) : null;
  return {
    followUp: outcome
      ? proposeFollowUp(outcome, ctx, breakable, dispute?.answerOn ?? null)
      : { on: null, at: null, why: { code: 'none', text: 'no outcome chosen yet' } },
    errors,
    warnings: checked?.warnings ?? [],
    promiseItems: promise && errors.length === 0 ? promiseItems(book, ctx, promise) : [],
  };
}

function tickedRefs(book: CustomerBook, itemIds: readonly number[]) {
  return book.items
    .filter((item) => itemIds.includes(item.id))
    .map(({ number, discriminator }) => ({ number, discriminator }));
}

/** Ticked items with their open amounts; none ticked: due items, oldest first, up to the amount. */
function promiseItems(
  book: CustomerBook,
  ctx: RuleContext,
  promise: NonNullable<Input<'activities.log'>['promise']>,
): Commitment['items'] {
  if (promise.itemIds.length === 0) return allocateToOldest(book, ctx.asOf, promise.currency, promise.minor);
  return book.items
    .filter((item) => promise.itemIds.includes(item.id))
    .map((item) => ({
      number: item.number,
      discriminator: item.discriminator,
      openMinor: openMinor(item, ctx.asOf),
    }));
}
