import type { Input } from '@shared/contract';
import { nextBusinessDay } from '@shared/domain/calendar';
import { allocateToOldest } from '@shared/domain/commitments/allocate';
import { checkPromise } from '@shared/domain/commitments/warnings';
import { windowEnd } from '@shared/domain/commitments/window';
import type { RuleContext } from '@shared/domain/context';
import type { Commitment, CustomerBook, IsoDate, Outcome, Reason } from '@shared/domain/model';
import { CALL_OUTCOMES } from '@shared/domain/model';
import { openMinor } from '@shared/domain/open-amount';
import { type FollowUp, proposeFollowUp } from '@shared/domain/outcomes';
import { OUTCOME_LABELS } from '@shared/domain/words';

/** Outcomes in which somebody of the customer spoke or wrote. */
const MAY_PROMISE: readonly Outcome[] = ['promised', 'reached', 'disputes', 'refuses', 'call_back', 'reply', 'met'];

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
    ...slips(input),
  ];
  const breakable = promise ? nextBusinessDay(ctx.calendar, windowEnd(promise, ctx)) : null;
  return {
    followUp: outcome
      ? proposeFollowUp(
          promise ? 'promised' : outcome,
          ctx,
          breakable,
          dispute?.answerOn ?? null,
          callsOn(book, ctx.asOf),
        )
      : { on: null, at: null, why: { code: 'none', text: 'no outcome chosen yet' } },
    errors,
    warnings: checked?.warnings ?? [],
    promiseItems: promise && errors.length === 0 ? promiseItems(book, ctx, promise) : [],
  };
}

function callsOn(book: CustomerBook, asOf: IsoDate): number {
  return book.activities.filter((activity) => activity.on === asOf && activity.kind === 'call').length;
}

/** What cannot stand together in one save. */
function slips({ kind, outcome, promise, dispute }: Input<'activities.log'>): Reason[] {
  const found: Reason[] = [];
  const isCallOutcome = CALL_OUTCOMES.some((known) => known === outcome);
  if (outcome === null && kind === 'call') found.push({ code: 'outcome_missing', text: 'A call needs its outcome.' });
  if (outcome !== null && isCallOutcome !== (kind === 'call') && !(kind === 'call' && outcome === 'failed'))
    found.push({ code: 'outcome_of_kind', text: `“${OUTCOME_LABELS[outcome]}” is no outcome of a ${kind}.` });
  if (outcome === 'promised' && !promise)
    found.push({ code: 'promise_missing', text: 'A promise needs its amount and date.' });
  if (promise && outcome !== null && !MAY_PROMISE.includes(outcome))
    found.push({ code: 'promise_unheard', text: `“${OUTCOME_LABELS[outcome]}” cannot bring a promise.` });
  if (dispute?.partMinor != null && dispute.partMinor <= 0)
    found.push({ code: 'part_not_positive', text: 'The disputed part must be more than 0.' });
  return found;
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
