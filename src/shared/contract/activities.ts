import * as v from 'valibot';
import type { Activity, IsoDate, Minor, Reason } from '../domain/model';
import { ACTIVITY_KINDS, CALL_OUTCOMES, OTHER_OUTCOMES } from '../domain/model';
import type { FollowUp } from '../domain/outcomes';
import { call, currency, date, id, minor, text } from './call';

export interface ActivityRow extends Activity {
  userName: string;
  /** The line shown in the timeline: "Call · promised € 1,200.00 for Thu 26 Nov". */
  headline: string;
  private: boolean;
  /** How the customer stood on the list when it was logged. */
  seen: { rank: number | null; points: number | null; reasons: readonly Reason[] } | null;
}

const promise = v.object({
  minor: v.pipe(minor),
  currency,
  promisedFor: date,
  /** Item ids ticked; none means due items, oldest first, up to the amount. */
  itemIds: v.array(id),
  /** Why it pauses chasing although it is far away or the third. */
  pauseWhy: v.nullable(text(500)),
});

/** One save of the composer: the activity, and with it the promise or the dispute it brought, in one transaction. */
export const logInput = v.object({
  asOf: date,
  customerId: id,
  kind: v.picklist(ACTIVITY_KINDS),
  outcome: v.nullable(v.picklist([...CALL_OUTCOMES, ...OTHER_OUTCOMES])),
  contactName: v.nullable(text(200)),
  note: v.nullable(text(20_000)),
  private: v.boolean(),
  /** Null takes the proposal of the outcome; 'none' records no follow-up. */
  followUpOn: v.nullable(v.union([date, v.literal('none')])),
  followUpAt: v.nullable(v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'an hour HH:MM is wanted'))),
  promise: v.nullable(promise),
  dispute: v.nullable(
    v.object({
      itemIds: v.array(id),
      type: text(60),
      reason: text(2000),
      partMinor: v.nullable(minor),
      answerOn: v.nullable(date),
    }),
  ),
});

export interface Logged {
  activityId: string;
  commitmentId: string | null;
  followUpOn: IsoDate | null;
  warnings: readonly Reason[];
}

export const activitiesCalls = {
  'activities.log': call(logInput).answers<Logged>(),
  /** What saving would propose and warn of; records nothing. */
  'activities.propose': call(logInput).answers<{
    followUp: FollowUp;
    errors: Reason[];
    warnings: Reason[];
    /** The items a promise would stand on. */
    items: { itemId: number; number: string; openMinor: Minor }[];
  }>(),
  'activities.saveDraft': call(v.object({ customerId: id, body: v.nullable(text(50_000)) })).answers<null>(),
};
