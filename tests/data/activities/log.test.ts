import type { Outcome } from '@shared/domain/model';
import { describe, expect, it } from 'vitest';
import { logActivity, saveDraft } from '../../../src/main/data/activities/commands';
import { activitiesHandlers, seenOnList } from '../../../src/main/data/activities/handlers';
import { saveContact } from '../../../src/main/data/customers/commands';
import { customerPage } from '../../../src/main/data/customers/queries';
import type { Db } from '../../../src/main/data/db/database';
import { closeDay, writeSetting } from '../../../src/main/data/settings/store';
import { customerId, disputeOf, itemId, promiseOf, refusalOf, save, smallPortfolio, TODAY } from '../desk/small';
import { dump, testEnv } from '../support/database';

const body = (db: Db, id: string) =>
  JSON.parse(db.value<string>('SELECT body FROM activity WHERE id = ?', id) as string);
const page = (db: Db, key: string, asOf = TODAY) =>
  customerPage(db, { asOf, customerId: customerId(db, key), userId: null });

describe('saving what was done', () => {
  it.each<[Outcome, 'call' | 'mail' | 'visit', string | null]>([
    ['reached', 'call', '2026-11-30'],
    ['voicemail', 'call', '2026-11-25'],
    ['no_answer', 'call', '2026-11-23'],
    ['already_paid', 'call', '2026-11-26'],
    ['wrong_number', 'call', null],
    ['refuses', 'call', '2026-11-24'],
    ['disputes', 'call', '2026-11-30'],
    ['sent', 'mail', '2026-11-30'],
    ['reply', 'mail', '2026-11-23'],
    ['batch', 'mail', null],
    ['met', 'visit', '2026-11-30'],
    ['failed', 'visit', '2026-11-24'],
  ])('%s of a %s comes back on %s by itself', (outcome, kind, on) => {
    const db = smallPortfolio();
    const logged = logActivity(db, testEnv(TODAY), save(db, 'C1', outcome, { kind }));
    expect(logged).toEqual({ activityId: expect.any(String), commitmentId: null, followUpOn: on, warnings: [] });
    expect(body(db, logged.activityId).followUpOn).toBe(on ?? undefined);
  });

  it('counts the follow-up in business days of the portfolio, with its days as they are set', () => {
    const db = smallPortfolio();
    db.write(() => {
      closeDay(db, 1, '2026-11-24', 'Closed', true);
      writeSetting(db, 1, 'followUpDays', { reached: 1, voicemail: 0, refuses: 3 });
    });
    expect(logActivity(db, testEnv(TODAY), save(db, 'C1', 'reached')).followUpOn).toBe('2026-11-25');
    expect(logActivity(db, testEnv(TODAY), save(db, 'C2', 'refuses')).followUpOn).toBe('2026-11-27');
  });

  it('a promise comes back on the first day it can be broken', () => {
    const db = smallPortfolio();
    const input = save(db, 'C1', 'promised', { promise: promiseOf(100, '2026-11-26') });
    const logged = logActivity(db, testEnv(TODAY), input);
    // Thursday; two business days of tolerance end on Monday 30; it can be broken on the day after.
    expect(logged.followUpOn).toBe('2026-12-01');
    expect(body(db, logged.activityId).commitmentId).toBe(logged.commitmentId);
  });

  it('a dispute comes back when our answer is due', () => {
    const db = smallPortfolio();
    const dispute = disputeOf([itemId(db, '1')], { answerOn: '2026-12-04' });
    expect(logActivity(db, testEnv(TODAY), save(db, 'C1', 'disputes', { dispute })).followUpOn).toBe('2026-12-04');
  });

  it("takes the collector's own day or none instead of the proposal", () => {
    const db = smallPortfolio();
    const env = testEnv(TODAY);
    expect(logActivity(db, env, save(db, 'C1', 'reached', { followUpOn: '2026-12-24' })).followUpOn).toBe('2026-12-24');
    expect(logActivity(db, env, save(db, 'C1', 'reached', { followUpOn: 'none' })).followUpOn).toBeNull();
    const callBack = save(db, 'C1', 'call_back', { followUpOn: '2026-11-24', followUpAt: '14:30' });
    expect(body(db, logActivity(db, env, callBack).activityId)).toMatchObject({
      followUpOn: '2026-11-24',
      followUpAt: '14:30',
    });
  });

  it('carries its business date beside the moment it was recorded', () => {
    const db = smallPortfolio();
    const env = { ...testEnv('2026-11-18'), now: Date.parse('2026-11-23T08:30:00Z') };
    const { activityId } = logActivity(db, env, save(db, 'C1', 'reached', { asOf: '2026-11-18' }));
    expect(db.get('SELECT on_date, recorded_at, user_id FROM activity WHERE id = ?', activityId)).toEqual({
      on_date: '2026-11-18',
      recorded_at: '2026-11-23T08:30:00.000Z',
      user_id: 'user-1',
    });
    expect(page(db, 'C1', '2026-11-17').timeline).toEqual([]);
    expect(page(db, 'C1', '2026-11-18').timeline).toMatchObject([{ id: activityId, on: '2026-11-18' }]);
  });

  it('keeps rank, points and reasons as they were seen, and why somebody was not listed', () => {
    const db = smallPortfolio();
    const env = testEnv(TODAY);
    const entry = page(db, 'C1').entry;
    const seen = seenOnList(db, env, customerId(db, 'C1'));
    expect(seen).toEqual({ rank: entry?.rank, points: entry?.points, reasons: entry?.reasons });
    expect(entry?.rank).toBeGreaterThan(0);
    const { activityId } = logActivity(db, env, save(db, 'C1', 'reached'), seen);
    expect(body(db, activityId).seen).toEqual(seen);
    expect(page(db, 'C1').timeline[0]?.seen).toEqual(seen);
    const again = seenOnList(db, env, customerId(db, 'C1'));
    expect(again).toMatchObject({ rank: null, points: null, reasons: [{ code: expect.any(String) }] });
  });

  it('one of our own people is never the customer', () => {
    const db = smallPortfolio();
    const env = testEnv(TODAY);
    const reach = { email: null, phone: null, contactId: null, customerId: customerId(db, 'C1') };
    saveContact(db, env, { ...reach, name: 'Kim', role: 'account_executive', internal: true });
    saveContact(db, env, { ...reach, name: 'Ada', role: 'ap', internal: false });
    const kim = logActivity(db, env, save(db, 'C1', 'reached', { contactName: 'Kim' }));
    const ada = logActivity(db, env, save(db, 'C1', 'reached', { contactName: 'Ada' }));
    expect([body(db, kim.activityId).internal, body(db, ada.activityId).internal]).toEqual([true, undefined]);
  });

  it('a wrong number makes a task to find a contact, due at once', () => {
    const db = smallPortfolio();
    logActivity(db, testEnv(TODAY), save(db, 'C2', 'wrong_number'));
    expect(db.all('SELECT customer_key, kind, due_on, made_on, owner, done_on FROM task')).toEqual([
      { customer_key: 'C2', kind: 'find_contact', due_on: TODAY, made_on: TODAY, owner: 'user-1', done_on: null },
    ]);
  });

  it('records the dispute on its ticked items, which leave the chase', () => {
    const db = smallPortfolio();
    const dispute = disputeOf([itemId(db, '2')], { partMinor: 5000, answerOn: '2026-11-27' });
    logActivity(db, testEnv(TODAY), save(db, 'C1', 'disputes', { dispute }));
    const { disputes, items } = page(db, 'C1');
    expect(disputes).toMatchObject([
      { items: ['2'], type: 'price', openedOn: TODAY, answerOn: '2026-11-27', resolvedOn: null, fromLedger: false },
    ]);
    expect(items.map((item) => [item.number, item.disputedMinor])).toEqual([
      ['1', 0],
      ['2', 5000],
      ['5', 0],
    ]);
    expect(page(db, 'C1', '2026-11-22').disputes).toEqual([]);
  });

  it('removes the draft of that customer only', () => {
    const db = smallPortfolio();
    const [c1, c2] = [customerId(db, 'C1'), customerId(db, 'C2')];
    for (const id of [c1, c2]) saveDraft(db, { now: 5 }, id, `{"note":"for ${id}"}`);
    saveDraft(db, { now: 9 }, c1, '{"note":"changed"}');
    expect(page(db, 'C1').draft).toBe('{"note":"changed"}');
    expect(page(db, 'C2').draft).toBe(`{"note":"for ${c2}"}`);
    logActivity(db, testEnv(TODAY), save(db, 'C1', 'reached'));
    expect(page(db, 'C1').draft).toBeNull();
    expect(page(db, 'C2').draft).not.toBeNull();
    saveDraft(db, { now: 9 }, c2, null);
    expect(page(db, 'C2').draft).toBeNull();
  });
});

describe('a save that is refused leaves nothing, and the draft', () => {
  const cases: [what: string, code: string, message: RegExp, input: (db: Db) => ReturnType<typeof save>][] = [
    ['a call-back without a day', 'bad_input', /needs the day/, (db) => save(db, 'C1', 'call_back')],
    ['a promise without terms', 'bad_input', /amount and date/, (db) => save(db, 'C1', 'promised')],
    [
      'a follow-up in the past',
      'bad_input',
      /2026-11-20 lies before 2026-11-23/,
      (db) => save(db, 'C1', 'reached', { followUpOn: '2026-11-20' }),
    ],
    [
      "a promise on another customer's item",
      'bad_input',
      /no item with id/,
      (db) => save(db, 'C1', 'promised', { promise: promiseOf(10, '2026-11-26', [itemId(db, '3')]) }),
    ],
    [
      'a dispute without ticked items, though the promise beside it was fine',
      'unknown_item',
      /Tick the items/,
      (db) => save(db, 'C1', 'promised', { promise: promiseOf(10, '2026-11-26'), dispute: disputeOf([]) }),
    ],
    [
      "a dispute on another customer's item",
      'bad_input',
      /no item with id/,
      (db) => save(db, 'C1', 'disputes', { dispute: disputeOf([itemId(db, '3')]) }),
    ],
  ];
  it.each(cases)('%s', (_what, code, message, input) => {
    const db = smallPortfolio();
    const wanted = input(db);
    saveDraft(db, { now: 5 }, wanted.customerId, '{"note":"typed"}');
    const before = dump(db);
    const refusal = refusalOf(() => logActivity(db, testEnv(TODAY), wanted));
    expect(refusal.code).toBe(code);
    expect(refusal.message).toMatch(message);
    expect(refusal.message).toMatch(/Nothing was recorded/);
    expect(dump(db)).toEqual(before);
  });

  it('an unknown customer', () => {
    const db = smallPortfolio();
    const refusal = refusalOf(() => logActivity(db, testEnv(TODAY), { ...save(db, 'C1', 'reached'), customerId: 999 }));
    expect(refusal).toMatchObject({ code: 'unknown_customer', message: expect.stringContaining('999') });
  });

  it('when its last part fails in the database, the promise and the dispute before it go too', () => {
    const db = smallPortfolio();
    const input = save(db, 'C1', 'promised', {
      promise: promiseOf(10, '2026-11-26'),
      dispute: disputeOf([itemId(db, '1')]),
    });
    saveDraft(db, { now: 5 }, input.customerId, '{"note":"typed"}');
    db.raw.exec("CREATE TRIGGER disk BEFORE INSERT ON activity BEGIN SELECT RAISE(ABORT, 'no room'); END");
    const before = dump(db);
    expect(() => logActivity(db, testEnv(TODAY), input)).toThrow(/no room/);
    expect(dump(db)).toEqual(before);
    db.raw.exec('DROP TRIGGER disk');
    logActivity(db, testEnv(TODAY), input);
    for (const table of ['activity', 'commitment', 'dispute'])
      expect(db.value(`SELECT count(*) FROM ${table}`), table).toBe(1);
    expect(page(db, 'C1').draft).toBeNull();
  });
});

describe('what saving would do', () => {
  const propose = activitiesHandlers['activities.propose'];
  const session = (db: Db) => ({ db, push: () => {}, fileOf: () => '' });

  it('is told without recording anything: follow-up, errors, warnings, the items of a promise', () => {
    const db = smallPortfolio();
    const before = dump(db);
    expect(propose(session(db), save(db, 'C1', 'promised', { promise: promiseOf(250, '2026-11-26') }))).toEqual({
      followUp: expect.objectContaining({ on: '2026-12-01' }),
      errors: [],
      warnings: [],
      items: [
        { itemId: itemId(db, '1'), number: '1', openMinor: 10_000 },
        { itemId: itemId(db, '2'), number: '2', openMinor: 20_000 },
      ],
    });
    const bad = save(db, 'C1', 'promised', { promise: promiseOf(0, '2026-11-20', [], 'USD') });
    expect(propose(session(db), bad)).toMatchObject({
      errors: [{ code: 'amount_not_positive' }, { code: 'date_past' }, { code: 'wrong_currency' }],
      items: [],
    });
    const far = save(db, 'C1', 'promised', { promise: promiseOf(9000, '2027-01-20') });
    expect(propose(session(db), far)).toMatchObject({
      errors: [],
      warnings: [{ code: 'above_open' }, { code: 'far_away' }],
    });
    expect(dump(db)).toEqual(before);
  });
});
