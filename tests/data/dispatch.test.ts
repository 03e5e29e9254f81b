import { dataCalls } from '@shared/contract';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Db } from '../../src/main/data/db/database';
import { dispatch } from '../../src/main/data/dispatch';
import { handlers } from '../../src/main/data/handlers';
import type { Session } from '../../src/main/data/session';
import { customerId, save, smallPortfolio, TODAY } from './desk/small';
import { dump } from './support/database';

const session = (db: Db): Session => ({ db, push: () => {}, fileOf: () => '' });
const ask = (db: Db, name: string, input: unknown) => dispatch(session(db), name, input);

afterEach(() => vi.restoreAllMocks());

describe('a call of the page', () => {
  it('has a handler for every name of the contract and no other', () => {
    expect(Object.keys(handlers).toSorted()).toEqual(Object.keys(dataCalls).toSorted());
  });

  it('is answered with a value', async () => {
    const db = smallPortfolio();
    const answer = await ask(db, 'customers.list', { asOf: TODAY });
    expect(answer).toMatchObject({ ok: true, value: [{ key: 'C1' }, { key: 'C2' }, { key: 'C3' }] });
  });

  it.each(['customers.drop', 'toString', '__proto__', 'constructor', ''])(
    'of the unknown name “%s” is refused',
    async (name) => {
      const answer = await ask(smallPortfolio(), name, {});
      expect(answer).toEqual({
        ok: false,
        error: { code: 'bad_input', message: expect.stringContaining(`“${name}”`) },
      });
    },
  );

  it.each<[string, unknown, RegExp]>([
    ['customers.list', undefined, /customers\.list/],
    ['customers.list', { asOf: '2026-02-30' }, /asOf: a calendar date/],
    ['customers.list', { asOf: 20261123 }, /asOf/],
    ['customers.page', { asOf: TODAY, customerId: "1' OR 1", userId: null }, /customerId/],
    ['customers.assign', { customerIds: [1, -2], userId: null }, /customerIds\.1/],
    ['agenda.today', { asOf: TODAY, userId: null, limit: 0, localTime: null }, /limit/],
    ['commitments.withdraw', { asOf: TODAY, commitmentId: 'x', why: '  ' }, /why/],
    ['activities.saveDraft', { customerId: 1, body: 'x'.repeat(50_001) }, /body/],
    ['imports.commit', { asOf: TODAY, file: 't', options: { map: { nonsense: 'A' } } }, /options\.map/],
  ])('%s with wrong input is refused by the field, before anything runs', async (name, input, words) => {
    const db = smallPortfolio();
    const before = dump(db);
    const run = vi.spyOn(handlers, name as 'customers.list');
    const answer = await ask(db, name, input);
    expect(answer).toMatchObject({ ok: false, error: { code: 'bad_input', message: expect.stringMatching(words) } });
    expect(run).not.toHaveBeenCalled();
    expect(dump(db)).toEqual(before);
  });

  it('passes a refusal on as a value, with its details', async () => {
    const db = smallPortfolio();
    expect(await ask(db, 'customers.page', { asOf: TODAY, customerId: 99, userId: null })).toMatchObject({
      ok: false,
      error: { code: 'unknown_customer', message: expect.stringContaining('99') },
    });
    expect(await ask(db, 'activities.log', save(db, 'C1', 'promised'))).toEqual({
      ok: false,
      error: { code: 'bad_input', message: expect.any(String), details: { code: 'promise_missing' } },
    });
    expect(await ask(db, 'imports.undo', { batch: 7 })).toMatchObject({ ok: false, error: { code: 'not_found' } });
  });

  it('turns an error of the disk into its refusal with the file in it', async () => {
    const db = smallPortfolio();
    vi.spyOn(handlers, 'customers.list').mockImplementation(() => {
      throw Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR_READ' });
    });
    expect(await ask(db, 'customers.list', { asOf: TODAY })).toMatchObject({
      ok: false,
      error: { code: 'db_damaged', message: expect.stringContaining(db.file) },
    });
  });

  it.each([
    ['an error', () => Promise.reject(new TypeError('x is not a function'))],
    ['no error at all', () => Promise.reject('just words')],
  ])('that ends with %s is internal, is logged, and the next call works', async (_what, run) => {
    const db = smallPortfolio();
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
    vi.spyOn(handlers, 'customers.list').mockImplementationOnce(run as never);
    expect(await ask(db, 'customers.list', { asOf: TODAY })).toEqual({
      ok: false,
      error: { code: 'internal', message: expect.stringMatching(/x is not a function|just words/) },
    });
    expect(logged).toHaveBeenCalledOnce();
    expect(await ask(db, 'customers.list', { asOf: TODAY })).toMatchObject({ ok: true });
  });

  it('does a whole piece of work: log, promise, confirm, snooze, set, and each is there to be read', async () => {
    const db = smallPortfolio();
    const value = async <T>(name: string, input: unknown): Promise<T> => {
      const answer = await ask(db, name, input);
      if (!answer.ok) throw new Error(answer.error.message);
      return answer.value as T;
    };
    const id = customerId(db, 'C1');
    await value('activities.saveDraft', { customerId: id, body: '{}' });
    const promise = { minor: 5000, currency: 'EUR', promisedFor: '2026-11-26', itemIds: [], pauseWhy: null };
    const { commitmentId } = await value<{ commitmentId: string }>(
      'activities.log',
      save(db, 'C1', 'promised', { promise }),
    );
    await value('commitments.confirm', { asOf: TODAY, commitmentId, via: 'reply', text: 'Yes' });
    expect(await value('commitments.list', { asOf: TODAY, customerId: id })).toMatchObject([{ written: 'written' }]);
    await value('customers.snooze', { asOf: TODAY, customerId: id, until: '2026-12-01', reason: 'r' });
    await value('customers.setPayerType', { customerId: id, payerType: 'bad' });
    await value('customers.setStanding', { customerId: id, standing: 'agency' });
    expect(await value('settings.set', { name: 'listLength', value: 5 })).toMatchObject({ listLength: 5 });
    await value('settings.closeDay', { date: '2026-12-25', label: 'Christmas', closed: true });
    const page = await value<{ customer: object; timeline: { seen: unknown }[] }>('customers.page', {
      asOf: TODAY,
      customerId: id,
      userId: null,
    });
    expect(page.customer).toMatchObject({ payerType: 'bad', standing: 'agency', snooze: { until: '2026-12-01' } });
    expect(page).toMatchObject({ draft: null });
    expect(page.timeline[0]?.seen).toMatchObject({ rank: expect.any(Number) });
    expect(await value('items.aging', { asOf: TODAY })).toMatchObject({
      totals: [{ currency: 'EUR' }, { currency: 'USD' }],
    });
  });
});
