import { describe, expect, it } from 'vitest';
import { logActivity } from '../../src/main/data/activities/commands';
import type { Db } from '../../src/main/data/db/database';
import { dispatch } from '../../src/main/data/dispatch';
import { customerId, itemId, save, smallPortfolio, TODAY } from '../data/desk/small';
import { testEnv } from '../data/support/database';

/*
 * Values that a file may bring, because tables hold them and their columns allow them, however absurd: no view may be lost to
 * one. They are set here behind the merge's back, so that every view stands for itself.
 */
const DATES = ['1900-01-01', '2200-12-31'];
const AMOUNTS = [Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER, 0];
const WORDS = ["'; DROP TABLE item; --", '__proto__', 'constructor', ''];
const MOMENTS = ['0000-01-01T00:00:00Z', '9999-12-31T23:59:59Z'];

const SETTLEMENT =
  'INSERT INTO settlement (item_id, kind, natural, on_date, after_date, minor, reason, reference, stamp, seq)';
const DESK = 'INSERT INTO customer_desk (row_id, COLUMNS) SELECT source || char(31) || key, VALUES FROM customer';
const desk = (columns: string, values: string) => DESK.replace('COLUMNS', columns).replace('VALUES', values);

const CASES: readonly (readonly [sql: string, values: readonly (string | number | null)[]])[] = [
  ['UPDATE item SET issued_on = ?, due_on = NULL, terms_days = 100000', DATES],
  ['UPDATE item SET due_on = ?', DATES],
  ['UPDATE item SET listed_on = ?', DATES],
  ['UPDATE item SET amount_minor = ?', AMOUNTS],
  ['UPDATE item SET type = ?', WORDS],
  ['UPDATE item SET currency = ?', ['ZZZ']],
  ['UPDATE customer SET name = ?', WORDS],
  ["UPDATE customer SET credit_limit_currency = 'EUR', credit_limit_minor = ?", AMOUNTS],
  [`${SETTLEMENT} SELECT id, ?, 'n', '2026-10-10', NULL, 5, NULL, NULL, stamp, seq FROM item`, WORDS],
  [`${SETTLEMENT} SELECT id, 'payment', 'n', ?, NULL, 5, NULL, NULL, stamp, seq FROM item`, DATES],
  [`${SETTLEMENT} SELECT id, 'payment', 'n', '2026-10-10', NULL, ?, NULL, NULL, stamp, seq FROM item`, AMOUNTS],
  [`${SETTLEMENT} SELECT id, 'inferred', 'n', '2026-10-10', ?, 5, NULL, NULL, stamp, seq FROM item`, DATES],
  [`${SETTLEMENT} SELECT id, 'closed', 'n', '2026-10-10', NULL, 40000, ?, NULL, stamp, seq FROM item`, WORDS],
  [
    `${SETTLEMENT} SELECT id, 'closed', 'n', '2026-10-10', NULL, 40000, 'replaced', ?, stamp, seq FROM item`,
    [...WORDS, '1', '2', '\u001f\u001f'],
  ],
  ['UPDATE import_batch SET list_date = ?', DATES],
  ['UPDATE import_batch SET imported_on = ?', DATES],
  ['UPDATE import_batch SET report = ?', ['', 'no json', 'null', '[]', '{"rows":"x"}']],
  ['UPDATE import_batch SET kind = ?', WORDS],
  ['UPDATE commitment SET promised_for = ?', DATES],
  ['UPDATE commitment SET made_on = ?', DATES],
  ['UPDATE commitment SET amount_minor = ?', AMOUNTS],
  ['UPDATE commitment SET recorded_at = ?', MOMENTS],
  ['UPDATE commitment SET items = ?', ['[]', '[{"number":"__proto__","openMinor":9007199254740991}]']],
  ['UPDATE commitment SET withdrawn_on = ?', DATES],
  ["UPDATE commitment SET superseded_on = '2026-11-24', superseded_by = ?", WORDS],
  ["UPDATE commitment SET superseded_on = '2026-11-24', superseded_by = iif(?, row_id, NULL)", [1]],
  ['UPDATE dispute SET opened_on = ?', DATES],
  ['UPDATE dispute SET answer_on = ?', DATES],
  ['UPDATE dispute SET resolved_on = ?', DATES],
  ['UPDATE dispute SET part_minor = ?', AMOUNTS],
  ['UPDATE dispute SET items = ?', ['[]', '[{"number":"__proto__"}]']],
  [desk('hold_from, hold_until', "'1900-01-01', ?"), [...DATES, null]],
  [desk('snooze_from, snooze_until', "?, '1900-01-01'"), DATES],
  [desk('snooze_from, snooze_until', "'1900-01-01', ?"), DATES],
  [desk('tags', '?'), ['[]', '["__proto__","a","a"]']],
  [desk('collected_with', '?'), WORDS],
  [desk('assignee', '?'), WORDS],
  ["INSERT INTO task (row_id, text, kind, due_on, made_on) VALUES ('t', NULL, NULL, ?, NULL)", [...DATES, null]],
  ["INSERT INTO task (row_id, source, customer_key, text, kind) VALUES ('t', 'main', 'C1', 'x', ?)", WORDS],
  ["INSERT INTO user (row_id, name) VALUES ('u', ?)", [null, ...WORDS]],
  ["INSERT INTO setting (row_id, value) VALUES (?, '1')", WORDS],
  ["INSERT OR REPLACE INTO setting (row_id, value) VALUES ('weekend', ?)", ['[0,1,2,3,4,5,6]', 'no json', 'null']],
  ["INSERT OR REPLACE INTO setting (row_id, value) VALUES ('portfolioName', ?)", ['5', 'no json', 'null', '{}', '""']],
  [
    "INSERT OR REPLACE INTO setting (row_id, value) VALUES ('amountA', ?)",
    ['{"__proto__":5}', '{"EUR":9007199254740991}'],
  ],
  ['INSERT INTO calendar_day (row_id, label, closed) VALUES (?, NULL, 1)', [...WORDS, '2026-99-99', '2026-11-24x']],
  ['UPDATE activity SET on_date = ?', DATES],
  ['UPDATE activity SET kind = ?', WORDS],
  ['UPDATE activity SET outcome = ?', WORDS],
  ['UPDATE activity SET recorded_at = ?', MOMENTS],
  [
    'UPDATE activity SET body = ?',
    [
      null,
      '{"followUpOn":"2200-12-31"}',
      '{"followUpOn":"1900-01-01","followUpAt":"99:99"}',
      '{"seen":{"rank":"x","reasons":5}}',
      '{"internal":true,"commitmentId":"none"}',
      '{"__proto__":{"note":1},"note":"x"}',
    ],
  ],
];

/** A small portfolio with a promise and a dispute. */
function workedPortfolio(): Db {
  const db = smallPortfolio();
  const promise = {
    minor: 10_000,
    currency: 'EUR',
    promisedFor: '2026-11-27',
    itemIds: [],
    written: false,
    pauseWhy: null,
  };
  logActivity(db, testEnv(TODAY), save(db, 'C1', 'promised', { promise }));
  const dispute = { itemIds: [itemId(db, '3')], type: 'price', reason: 'x', partMinor: null, answerOn: '2026-11-30' };
  logActivity(db, testEnv(TODAY), save(db, 'C2', 'disputes', { dispute } as object));
  return db;
}

/** What every view of the window answers at an as-of date; a refusal or an error fails the test. */
async function look(db: Db, asOf: string): Promise<Record<string, unknown>> {
  const customers = ['C1', 'C2', 'C3'].map(
    (key) => ['customers.page', { asOf, customerId: customerId(db, key), userId: null }] as const,
  );
  const views = [
    ['agenda.today', { asOf, userId: null, limit: 'all' }],
    ['customers.list', { asOf }],
    ...customers,
    ['items.list', { asOf }],
    ['items.aging', { asOf }],
    ['commitments.list', { asOf, customerId: null }],
    ['tasks.list', { asOf, userId: null }],
    ['portfolio.status', { asOf }],
    ['settings.get', { asOf }],
    ['imports.list', {}],
  ] as const;
  const answers: Record<string, unknown> = {};
  for (const [name, input] of views) {
    const answer = await dispatch({ db, push: () => {}, fileOf: () => '' }, name, input);
    if (!answer.ok) throw new Error(`${name} at ${asOf}: ${answer.error.message}`);
    answers[name] = answer.value;
  }
  return answers;
}

describe('every view stands', () => {
  it.each(CASES.flatMap(([sql, values]) => values.map((value) => [sql, value] as const)))(
    '%s: %s',
    async (sql, value) => {
      const db = workedPortfolio();
      db.raw.exec('DROP TRIGGER activity_is_append_only_update; UPDATE replica SET last_seq = last_seq + 1');
      expect(db.run(sql, value).changes).toBeGreaterThan(0);
      for (const asOf of [TODAY, ...DATES]) {
        const answers = await look(db, asOf);
        expect((answers['portfolio.status'] as { name: unknown }).name).toEqual(expect.any(String));
      }
    },
  );
});
