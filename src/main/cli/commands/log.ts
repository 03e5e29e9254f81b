import { Refusal } from '@shared/contract/errors';
import { isIsoDate } from '@shared/domain/dates';
import { ACTIVITY_KINDS, type ActivityKind, CALL_OUTCOMES, OTHER_OUTCOMES, type Outcome } from '@shared/domain/model';
import { logActivity } from '../../data/activities/commands';
import { seenOnList } from '../../data/activities/handlers';
import { customerIdByKey } from '../../data/customers/find';
import { type Command, pick, textOf, UsageError } from '../command';

export const log: Command = {
  usage: 'log KEY --kind call --outcome CODE [--contact NAME] [--note TEXT] [--at ISO] [--follow-up DATE]',
  writes: true,
  words: [1, 1],
  options: {
    kind: { type: 'string' },
    outcome: { type: 'string' },
    contact: { type: 'string' },
    note: { type: 'string' },
    at: { type: 'string' },
    'follow-up': { type: 'string' },
  },
  run: ({ db, asOf, env }, values, [key = '']) => {
    const customerId = customerIdByKey(db, key);
    const kind = pick(values, 'kind', ACTIVITY_KINDS) ?? 'call';
    const outcome = pick(values, 'outcome', [...CALL_OUTCOMES, ...OTHER_OUTCOMES]) ?? null;
    if (outcome === 'promised')
      throw new UsageError(
        'A promise has an amount and a date: use `duebook promise KEY --amount … --currency … --date …`.',
      );
    const followUp = textOf(values, 'follow-up') ?? null;
    checkOutcome(kind, outcome);
    if (followUp !== null && !isIsoDate(followUp))
      throw new UsageError(`--follow-up ${followUp}: a date YYYY-MM-DD is wanted.`);
    const present = env();
    const surroundings = { ...present, now: momentOf(textOf(values, 'at'), present.now) };
    const logged = logActivity(
      db,
      surroundings,
      {
        asOf,
        customerId,
        kind,
        outcome,
        contactName: textOf(values, 'contact') ?? null,
        note: textOf(values, 'note') ?? null,
        private: false,
        followUpOn: followUp,
        followUpAt: null,
        promise: null,
        dispute: null,
      },
      seenOnList(db, surroundings, customerId),
    );
    const comesBack = logged.followUpOn === null ? '' : `, follow-up ${logged.followUpOn}`;
    return { json: { activity: logged.activityId }, text: `Logged for ${key}${comesBack}.` };
  },
};

/** A call has one of its own outcomes; whatever else has one has one of the others. */
function checkOutcome(kind: ActivityKind, outcome: Outcome | null): void {
  const fitting: readonly Outcome[] = kind === 'call' ? CALL_OUTCOMES : OTHER_OUTCOMES;
  if (outcome === null ? kind === 'call' : !fitting.includes(outcome))
    throw new UsageError(`--outcome ${outcome ?? 'CODE'}: for a ${kind} one of ${fitting.join(', ')} is wanted.`);
}

function momentOf(at: string | undefined, now: number): number {
  if (at === undefined) return now;
  const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(at) ? Date.parse(at) : Number.NaN;
  if (Number.isNaN(moment)) throw new UsageError(`--at ${at}: a moment in ISO 8601 is wanted.`);
  if (moment > now) throw new Refusal('bad_input', `${at} lies in the future. Nothing was recorded.`);
  return moment;
}
