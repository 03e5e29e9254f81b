import { worseOf } from './agenda/measures';
import { latestMoment, momentsOf } from './agenda/moments';
import { collectable, holdActive } from './collectable';
import type { RuleContext } from './context';
import { daysBetween } from './dates';
import type { Commitment, ContactRole, CustomerBook, IsoDate, PayerType, Reason, Score, Standing } from './model';
import { formatMoney } from './money';
import type { CommitmentResult, ItemStanding, PinKind, ScoreResult } from './results';
import { counted, dayWords } from './words';

export interface NextStepFacts {
  score: ScoreResult;
  standings: readonly ItemStanding[];
  commitments: readonly CommitmentResult[];
  /** The pin the customer stands under, or null. */
  pin: PinKind | null;
}

/** Touches without a right-party contact after which accounts payable is not the way. Source: rules "Non-responder". */
const TOUCHES_UNANSWERED = 3;
/** Days past due and of silence after which accounts payable is not the way. Source: S1; rules "Non-responder". */
const DAYS_UNANSWERED = 90;

const STANDING_STEPS: Readonly<Record<Exclude<Standing, 'normal'>, string>> = {
  do_not_contact: 'Do not contact; ask your manager before anything goes out.',
  proceedings: 'File our claim with the administrator before the deadline; send no reminder.',
  litigation: 'Leave it to the lawyer; pass on every payment and message.',
  agency: 'Leave it to the agency; pass on every payment and message.',
};

/** Overdue, by how they are known to pay. Source: rules: Sources S3, the seven payers. */
const PAYER_STEPS: Readonly<Record<PayerType, string>> = {
  negligent: 'Call with a short, friendly reminder and ask for the payment run it goes into: they pay when asked.',
  bad: 'Chase firmly: ask for a date within the week and name the formal notice that follows.',
  insolvent: 'Ask for a part payment today, then a written schedule for the rest.',
  administrative: 'Ask where it stands in their approval and who signs next; take down the name.',
  dispute: 'Send order and delivery papers ahead, call on them point by point, and announce a registered letter.',
  automatic: 'Ask why the direct debit failed and when it is drawn again.',
  good: 'Out of character: ask whether the invoice arrived and what is missing.',
};

/** Overdue, by score. Source: rules: Sources S0. */
const SCORE_STEPS: Readonly<Record<Score, string>> = {
  Great: 'Ask whether anything is missing on the invoice, and thank them for paying well so far.',
  Good: 'Call accounts payable; ask where approval stands and for a payment date in writing.',
  Poor: 'Call accounts payable; settle receipt, PO and questions now, and get a date in writing.',
  Risk: 'Escalate today: agree who of ours speaks to their finance head, and ask for a dated plan.',
  New: 'Find the right contact; confirm receipt, PO and papers, and ask for a payment date.',
};

/** Nothing overdue yet. Source: rules: Sources S0 (before the due date) and S3. */
const EARLY_PAYER_STEPS: Readonly<Partial<Record<PayerType, string>>> = {
  negligent: 'Send a short reminder before the due date.',
  automatic: 'Send the statement before the due date; the direct debit does the rest.',
  good: 'Nothing to do: they pay on the day.',
};
const EARLY_SCORE_STEPS: Readonly<Record<Score, string>> = {
  Great: 'Nothing is late; say thanks when you next speak.',
  Good: 'Ask before the due date whether it is in process.',
  Poor: 'Confirm before the due date that invoice and PO are complete, and ask for the scheduled date.',
  Risk: 'Confirm receipt and PO now, and tell the account executive before the due date.',
  New: 'Confirm contact, PO and papers before the due date.',
};

/**
 * What to do now, in one sentence. The first that applies: what the law or a colleague decided · a pin's own event · hold ·
 * a broken promise not spoken of yet · nothing to chase (wait, confirm in writing, answer the dispute, prepare) · nobody
 * reached (go beyond accounts payable) · long overdue (a conversation) · payer type · score.
 * Source: rules: Sources S0, S1, S3; rules "Non-responder".
 */
export function nextStep(book: CustomerBook, ctx: RuleContext, facts: NextStepFacts): Reason {
  const situation = situationOf(book, ctx, facts);
  for (const rule of RULES) {
    const step = rule(situation);
    if (step !== null) return step;
  }
  return byScore(situation);
}

interface Situation extends NextStepFacts {
  book: CustomerBook;
  asOf: IsoDate;
  /** Days past due of the oldest chaseable item; 0 when nothing is chaseable. */
  age: number;
  /** Something can be asked for: credits do not cover what is chaseable. */
  askable: boolean;
  overdue: boolean;
  lastSpokenOn: IsoDate | null;
  touchesSince: number;
  unanswered: boolean;
}

function situationOf(book: CustomerBook, ctx: RuleContext, facts: NextStepFacts): Situation {
  const { asOf } = ctx;
  const moments = momentsOf(book, asOf);
  const spoken = latestMoment(moments, (moment) => moment.rightParty);
  const after = spoken === null ? moments : moments.slice(moments.indexOf(spoken) + 1);
  const chaseable = facts.standings.filter((item) => item.chaseableMinor > 0);
  return {
    ...facts,
    book,
    asOf,
    age: chaseable.reduce((age, item) => Math.max(age, item.daysPastDue ?? 0), 0),
    askable: collectable(book, ctx, facts.standings).length > 0,
    overdue: facts.standings.some((item) => item.openMinor > 0 && (item.daysPastDue ?? 0) > 0),
    lastSpokenOn: spoken?.on ?? null,
    touchesSince: after.filter((moment) => moment.touch).length,
    unanswered: latestMoment(moments, (moment) => moment.attempt || moment.reply)?.reply ?? false,
  };
}

const RULES: readonly ((situation: Situation) => Reason | null)[] = [
  closedToUs,
  pinned,
  held,
  afterBrokenPromise,
  nothingToChase,
  beyondAccountsPayable,
  conversation,
  byPayerType,
];

function closedToUs({ book: { customer } }: Situation): Reason | null {
  return customer.standing === 'normal' ? null : { code: customer.standing, text: STANDING_STEPS[customer.standing] };
}

function pinned({ pin, unanswered }: Situation): Reason | null {
  if (pin === 'call_back') return { code: 'call_back', text: 'Call back as agreed: we keep our own word first.' };
  if (pin !== 'returned_or_answered') return null;
  return unanswered
    ? { code: 'answered', text: 'Read their answer and get back to them today; take down a date or the open question.' }
    : { code: 'returned', text: 'Ask why the payment was returned, and for a new transfer today.' };
}

function held({ book: { customer }, asOf }: Situation): Reason | null {
  if (!holdActive(customer, asOf) || customer.hold === null) return null;
  const { until } = customer.hold;
  const text = until ? `On hold: look again after ${dayWords(until, asOf)}.` : 'On hold without an end: give it one.';
  return { code: 'on_hold', text };
}

/** A promise broken since we last spoke; the second one asks for more than another date. */
function afterBrokenPromise({ book, asOf, commitments, lastSpokenOn, overdue }: Situation): Reason | null {
  const broken = commitments.findLast(
    ({ state, stateOn }) =>
      (state === 'broken' || state === 'partially_kept') &&
      stateOn !== null &&
      (lastSpokenOn === null || stateOn > lastSpokenOn),
  );
  const promise = book.commitments.find((commitment) => commitment.id === broken?.id);
  if (!overdue || broken === undefined || promise === undefined) return null;
  if (broken.level > 1) {
    const text = 'Broken again: ask their finance head for a part payment today and a written plan for the rest.';
    return { code: 'broken_again', text };
  }
  const missing = formatMoney({ currency: promise.currency, minor: broken.promisedMinor - broken.paidMinor });
  if (broken.state === 'partially_kept') {
    return {
      code: 'partially_kept',
      text: `Thank them for the part paid; ask for the missing ${missing} and its date in writing.`,
    };
  }
  const who = promise.contactName ?? accountsPayable(book);
  const day = dayWords(promise.promisedFor, asOf);
  return {
    code: 'broken',
    text: `Call ${who}: ${missing} promised for ${day} did not come; ask why, and for a new date in writing.`,
  };
}

function nothingToChase(situation: Situation): Reason | null {
  const { book, asOf, age, standings, commitments, score } = situation;
  if (situation.askable) return null;
  if (!standings.some((item) => item.openMinor > 0)) return { code: 'nothing', text: 'Nothing is open.' };
  if (commitments.some((result) => result.pauses && result.waitingForFile)) {
    return {
      code: 'import_first',
      text: 'Import a newer list first: the promised date is over and nothing newer is known.',
    };
  }
  const paused = commitments.find((result) => result.pauses);
  const promise = book.commitments.find((commitment) => commitment.id === paused?.id);
  if (promise !== undefined && paused !== undefined) return whilePromised(promise, paused, asOf);
  if (standings.some((item) => item.disputedMinor > 0 && (item.daysPastDue ?? 0) > 0)) {
    return {
      code: 'disputed',
      text: `Get our answer to the dispute${answerWords(book, asOf)} before asking for money again.`,
    };
  }
  if (age > 0 || standings.some((item) => (item.coveredMinor ?? 0) > 0)) {
    return { code: 'match_cash', text: 'Match what they have paid before calling.' };
  }
  const { payerType } = book.customer;
  const early = payerType === null ? undefined : EARLY_PAYER_STEPS[payerType];
  return { code: 'before_due', text: early ?? EARLY_SCORE_STEPS[score.score] };
}

function whilePromised(promise: Commitment, { written }: CommitmentResult, asOf: IsoDate): Reason {
  const day = dayWords(promise.promisedFor, asOf);
  return written === 'written'
    ? { code: 'wait', text: `Wait: promised in writing for ${day}.` }
    : { code: 'confirm', text: `Promised for ${day} and still oral: send the written confirmation.` };
}

function answerWords({ disputes }: CustomerBook, asOf: IsoDate): string {
  const open = disputes.filter(({ resolved, openedOn }) => resolved === null && openedOn <= asOf);
  const on = open.flatMap(({ answerOn }) => answerOn ?? []).sort()[0];
  if (on === undefined) return '';
  return on < asOf ? `, late since ${dayWords(on, asOf)},` : `, due ${dayWords(on, asOf)},`;
}

/** Three touches, or 90 days past due, without a right-party contact. */
function beyondAccountsPayable({ book, asOf, age, lastSpokenOn, touchesSince }: Situation): Reason | null {
  const silent = lastSpokenOn === null || daysBetween(lastSpokenOn, asOf) >= DAYS_UNANSWERED;
  const late = age >= DAYS_UNANSWERED && silent;
  if (touchesSince < TOUCHES_UNANSWERED && !late) return null;
  const why =
    touchesSince >= TOUCHES_UNANSWERED ? `${touchesSince} touches unanswered` : `${age} days late and nobody reached`;
  const executive = nameOf(book, 'account_executive', true) ?? 'the account executive';
  const text = `${why}: go beyond accounts payable, ask ${executive} for another contact, try every second business day.`;
  return { code: 'beyond_ap', text };
}

/** A demand has not worked for 90 days; somebody does answer. Not for those who cannot pay: they have their own step. */
function conversation({ book, age }: Situation): Reason | null {
  if (age < DAYS_UNANSWERED || book.customer.payerType === 'insolvent') return null;
  const text = `Not another demand after ${age} days: ask what stands in the way, offer a plan with a part payment now.`;
  return { code: 'conversation', text };
}

function byPayerType({ book: { customer } }: Situation): Reason | null {
  if (customer.payerType === null) return null;
  return { code: `payer_${customer.payerType}`, text: PAYER_STEPS[customer.payerType] };
}

function byScore({ score, touchesSince, book }: Situation): Reason {
  const { lately } = score;
  const turned = lately !== null && lately.score === worseOf(score) && lately.score !== score.score;
  if (turned && (score.score === 'Great' || score.score === 'Good')) {
    const text = `Usually ${score.score}, lately ${counted(lately.daysLate, 'day')} late: ask what has changed, and for a date in writing.`;
    return { code: 'lately', text };
  }
  if (score.score === 'Poor' && touchesSince > 0) {
    const helper =
      nameOf(book, 'account_executive', true) ?? nameOf(book, 'customer_success', true) ?? 'the account executive';
    return {
      code: 'bring_in',
      text: `Silent since the last touch: bring in ${helper} now, a short note often unlocks it.`,
    };
  }
  return { code: `score_${score.score.toLowerCase()}`, text: SCORE_STEPS[score.score] };
}

function nameOf(book: CustomerBook, role: ContactRole, internal: boolean): string | null {
  return book.contacts.find((contact) => contact.role === role && contact.internal === internal)?.name ?? null;
}

function accountsPayable(book: CustomerBook): string {
  return nameOf(book, 'ap', false) ?? 'accounts payable';
}
