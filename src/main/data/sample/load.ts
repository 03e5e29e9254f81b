import { Refusal } from '@shared/contract/errors';
import type { ImportKind } from '@shared/contract/imports';
import type { IsoDate } from '@shared/domain/model';
import { logActivity } from '../activities/commands';
import { confirmCommitment, markDrafted, withdrawCommitment } from '../commitments/commands';
import { assignCustomers, saveContact, snoozeCustomer, writeDesk } from '../customers/commands';
import type { Db } from '../db/database';
import type { CallEnv } from '../env';
import { writeAnnotation } from '../exchange/write';
import { commitImport } from '../import';
import { startPortfolio } from '../portfolio/commands';
import { writeUser } from '../portfolio/store';
import { closeDay, writeSetting } from '../settings/store';
import { contactsCsv, customersCsv, invoicesCsv, openItemsCsv, openRowsAt, paymentFiles } from './csv';
import { generateSample, SAMPLE_SEED } from './generate';
import type { SampleActivity, SampleCustomer, SamplePortfolio } from './model';

type LoadEnv = Pick<CallEnv, 'now' | 'newId'>;

/**
 * Loads the sample portfolio into an empty database, in one transaction and by the same paths a user takes: files through the
 * importer, calls and promises through the commands of the window, each at its own moment. Takes one to three seconds.
 * Refused with `not_empty` where there is a portfolio already; nothing is changed then.
 */
export function loadSample(db: Db, today: IsoDate, env: LoadEnv): void {
  db.write(() => {
    if (
      db.value('SELECT 1 FROM user LIMIT 1') !== undefined ||
      db.value('SELECT 1 FROM customer LIMIT 1') !== undefined
    )
      throw new Refusal(
        'not_empty',
        'This database already holds a portfolio, and nothing was changed in it. The sample needs an empty one: choose another file for it.',
      );
    const portfolio = generateSample(SAMPLE_SEED, today);
    const userIds = writePeople(db, portfolio, env);
    importFiles(db, portfolio, userIds, env);
    const customers = new Map(
      db.all<{ id: number; key: string }>('SELECT id, key FROM customer').map((row) => [row.key, row.id]),
    );
    for (const customer of portfolio.customers)
      writeDecisions(db, portfolio, customer, customers.get(customer.key)!, userIds, env);
    new Diary(db, userIds, customers, env).write(portfolio.activities);
    for (const customer of portfolio.customers)
      writePauses(db, customer, customers.get(customer.key)!, userIds, portfolio.me, env);
  });
}

/** UTC moment of a day in milliseconds. */
function momentOf(on: IsoDate, at: string): number {
  return Date.parse(`${on}T${at}:00Z`);
}

function writePeople(db: Db, portfolio: SamplePortfolio, env: LoadEnv): string[] {
  const now = momentOf(portfolio.dates.history, '07:30');
  const ids = portfolio.users.map(() => env.newId());
  const me = portfolio.users[portfolio.me]!;
  startPortfolio(db, now, ids[portfolio.me]!, {
    name: portfolio.name,
    userName: me.name,
    initials: me.initials,
    currency: portfolio.baseCurrency,
  });
  portfolio.users.forEach((user, i) => {
    if (i !== portfolio.me) writeUser(db, now, { id: ids[i]!, ...user });
  });
  for (const [name, value] of Object.entries(portfolio.settings)) writeSetting(db, now, name, value);
  for (const { date, label } of portfolio.closedDays) closeDay(db, now, date, label, true);
  return ids;
}

/** History first, then the two lists, so that the second settles and returns what happened since the first. */
function importFiles(db: Db, portfolio: SamplePortfolio, userIds: readonly string[], env: LoadEnv): void {
  const { history, before, last } = portfolio.dates;
  const load = (kind: ImportKind, listDate: IsoDate, importedOn: IsoDate, text: string): void => {
    const complete = kind === 'open-items';
    commitImport(
      db,
      { name: `${kind}-${listDate}.csv`, bytes: new TextEncoder().encode(text) },
      { kind, complete, listDate, source: 'main', ...(complete && { confirmSettle: true }) },
      { now: momentOf(importedOn, '16:30'), asOf: importedOn, userId: userIds[portfolio.me]!, newId: env.newId },
    );
  };
  load('customers', history, history, customersCsv(portfolio));
  load('contacts', history, history, contactsCsv(portfolio));
  load('invoices', history, history, invoicesCsv(portfolio));
  for (const file of paymentFiles(portfolio)) load('payments', file.listDate, history, file.csv);
  for (const date of [before, last]) load('open-items', date, date, openItemsCsv(openRowsAt(portfolio, date)));
}

/** Who has the customer, what kind of payer it is, tags, and our own people who know it. */
function writeDecisions(
  db: Db,
  portfolio: SamplePortfolio,
  customer: SampleCustomer,
  customerId: number,
  userIds: readonly string[],
  env: LoadEnv,
): void {
  const { history } = portfolio.dates;
  const now = momentOf(history, '17:00');
  const { assignee, payerType, tags, standing } = customer;
  if (assignee !== null) assignCustomers(db, now, { customerIds: [customerId], userId: userIds[assignee]! });
  if (payerType !== null) writeDesk(db, now, customerId, 'payerType', { payer_type: payerType });
  if (tags.length > 0) writeDesk(db, now, customerId, 'tags', { tags: JSON.stringify(tags) });
  if (standing !== 'normal') writeDesk(db, now, customerId, 'standing', { standing });
  const contactEnv = { now, asOf: history, userId: userIds[portfolio.me]!, newId: env.newId };
  for (const contact of customer.contacts)
    if (contact.internal) saveContact(db, contactEnv, { customerId, contactId: null, ...contact });
}

function writePauses(
  db: Db,
  customer: SampleCustomer,
  customerId: number,
  userIds: readonly string[],
  me: number,
  env: LoadEnv,
): void {
  const { hold, snooze } = customer;
  if (hold)
    writeDesk(db, momentOf(hold.from, '15:30'), customerId, 'hold', {
      hold_from: hold.from,
      hold_until: hold.until,
      hold_reason: hold.reason,
    });
  if (snooze)
    snoozeCustomer(
      db,
      {
        now: momentOf(snooze.from, '15:30'),
        asOf: snooze.from,
        userId: userIds[customer.assignee ?? me]!,
        newId: env.newId,
      },
      { asOf: snooze.from, customerId, until: snooze.until, reason: snooze.reason },
    );
}

/** Writes the activities in their order, and between them what followed from them: drafts, confirmations, withdrawals, answers. */
class Diary {
  readonly #db: Db;
  readonly #users: readonly string[];
  readonly #customers: ReadonlyMap<string, number>;
  readonly #items: ReadonlyMap<string, number>;
  readonly #newId: () => string;
  #later: { at: number; run: () => void }[] = [];

  constructor(db: Db, users: readonly string[], customers: ReadonlyMap<string, number>, env: LoadEnv) {
    this.#db = db;
    this.#users = users;
    this.#customers = customers;
    this.#items = new Map(
      db.all<{ id: number; number: string }>('SELECT id, number FROM item').map((row) => [row.number, row.id]),
    );
    this.#newId = env.newId;
  }

  write(activities: readonly SampleActivity[]): void {
    for (const activity of activities) {
      this.#catchUp(momentOf(activity.on, activity.at));
      this.#log(activity);
    }
    this.#catchUp(Number.POSITIVE_INFINITY);
  }

  #catchUp(until: number): void {
    const due = this.#later.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
    this.#later = this.#later.filter(({ at }) => at > until);
    for (const { run } of due) run();
  }

  #log(activity: SampleActivity): void {
    const { on, at, promise, dispute } = activity;
    const customerId = this.#customers.get(activity.customerKey)!;
    const { commitmentId } = logActivity(this.#db, this.#env(activity, on, at), {
      asOf: on,
      customerId,
      kind: activity.kind,
      outcome: activity.outcome,
      contactName: activity.contactName,
      note: activity.note,
      private: activity.private,
      followUpOn: activity.followUpOn,
      followUpAt: activity.followUpAt,
      promise: promise && {
        minor: promise.minor,
        currency: promise.currency,
        promisedFor: promise.promisedFor,
        itemIds: this.#ids(promise.items),
        pauseWhy: promise.pauseWhy,
      },
      dispute: dispute && {
        itemIds: this.#ids(dispute.items),
        type: dispute.type,
        reason: dispute.reason,
        partMinor: dispute.partMinor,
        answerOn: dispute.answerOn,
      },
    });
    if (commitmentId !== null) this.#followPromise(activity, commitmentId);
    if (dispute?.resolved) this.#resolve(dispute.resolved, customerId);
  }

  #followPromise(activity: SampleActivity, commitmentId: string): void {
    const { drafted, confirmed, withdrawn } = activity.promise!;
    const minutes = 60_000;
    if (drafted)
      this.#at(momentOf(drafted.on, activity.at) + 2 * minutes, () =>
        markDrafted(this.#db, this.#env(activity, drafted.on, activity.at), commitmentId, drafted.text),
      );
    if (confirmed)
      this.#at(momentOf(confirmed.on, activity.at) + 6 * minutes, () =>
        confirmCommitment(this.#db, this.#env(activity, confirmed.on, activity.at), {
          commitmentId,
          via: confirmed.via,
          text: confirmed.text,
        }),
      );
    if (withdrawn)
      this.#at(momentOf(withdrawn.on, '10:20'), () =>
        withdrawCommitment(this.#db, this.#env(activity, withdrawn.on, '10:20'), { commitmentId, why: withdrawn.why }),
      );
  }

  /** The dispute just recorded. */
  #resolve(resolved: { on: IsoDate; inFavourOf: string }, customerId: number): void {
    const rowId = this.#db.value<string>(
      `SELECT d.row_id FROM dispute d JOIN customer c ON c.source = d.source AND c.key = d.customer_key
       WHERE c.id = ? ORDER BY d.rowid DESC LIMIT 1`,
      customerId,
    )!;
    const at = momentOf(resolved.on, '11:40');
    this.#at(at, () =>
      writeAnnotation(this.#db, at, 'dispute', rowId, 'resolved', {
        resolved_on: resolved.on,
        in_favour_of: resolved.inFavourOf,
      }),
    );
  }

  #at(at: number, run: () => void): void {
    this.#later.push({ at, run });
  }

  #env(activity: SampleActivity, on: IsoDate, at: string): CallEnv {
    return { now: momentOf(on, at), asOf: on, userId: this.#users[activity.user]!, newId: this.#newId };
  }

  #ids(numbers: readonly string[]): number[] {
    return numbers.map((number) => this.#items.get(number)!);
  }
}
