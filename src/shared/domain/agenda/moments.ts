import type { Activity, Commitment, CustomerBook, IsoDate, IsoMoment } from '../model';
import { compareActivities, isAttempt, isRightParty, isTouch } from '../touch';

/** Something recorded, as the agenda looks at it. */
export interface Moment {
  on: IsoDate;
  recordedAt: IsoMoment;
  id: string;
  attempt: boolean;
  touch: boolean;
  rightParty: boolean;
  /** The customer answered us. */
  reply: boolean;
  /** Null for a promise recorded without an activity. */
  activity: Activity | null;
}

/**
 * What was recorded up to and including `upTo`, in order. A promise recorded without an activity of its own is a
 * conversation too: nobody takes one down without having reached someone.
 */
export function momentsOf(book: CustomerBook, upTo: IsoDate): Moment[] {
  const moments: Moment[] = [];
  const told = new Set<string>();
  for (const activity of book.activities) {
    if (activity.commitmentId !== null) told.add(activity.commitmentId);
    if (activity.on > upTo) continue;
    moments.push({
      on: activity.on,
      recordedAt: activity.recordedAt,
      id: activity.id,
      attempt: isAttempt(activity),
      touch: isTouch(activity),
      rightParty: isRightParty(activity),
      reply: activity.outcome === 'reply' && isRightParty(activity),
      activity,
    });
  }
  for (const commitment of book.commitments) {
    if (commitment.madeOn <= upTo && !told.has(commitment.id)) moments.push(conversation(commitment));
  }
  return moments.sort(compareActivities);
}

function conversation({ madeOn, recordedAt, id }: Commitment): Moment {
  return { on: madeOn, recordedAt, id, attempt: true, touch: true, rightParty: true, reply: false, activity: null };
}

/** The latest moment that counts, or null. */
export function latestMoment(moments: readonly Moment[], counts: (moment: Moment) => boolean): Moment | null {
  for (let i = moments.length - 1; i >= 0; i--) {
    const moment = moments[i];
    if (moment && counts(moment)) return moment;
  }
  return null;
}

/**
 * The follow-up date in force and what set it, or null. The last recorded follow-up acts as the customer's next date until
 * a later contact, in either direction, beats it (rules: Sources: "on the date it reappears"); a note that names a date
 * sets a new one, a note that names none changes nothing.
 */
export function followUpInForce(moments: readonly Moment[]): { on: IsoDate; by: Activity } | null {
  const last = latestMoment(moments, (m) => m.attempt || m.reply || (m.activity?.followUpOn ?? null) !== null);
  const on = last?.activity?.followUpOn ?? null;
  return last?.activity && on !== null ? { on, by: last.activity } : null;
}
