import type { ImportOptions } from '@shared/contract/imports';
import { describe, expect, it } from 'vitest';
import { openItems as itemsAt } from '../../../src/main/data/items/queries';
import { importBench, LEDGER, openItems } from './helpers';

const b = importBench();
const NEXT: ImportOptions = { complete: true, confirmSettle: true, listDate: '2026-11-20' };
const next = (options: ImportOptions = {}): ImportOptions => ({ ...NEXT, ...options });
const reasons = () =>
  Object.fromEntries(
    b.db
      .all<{ number: string; reason: string; reference: string | null }>(
        "SELECT i.number, s.reason, s.reference FROM settlement s JOIN item i ON i.id = s.item_id WHERE s.kind = 'closed' ORDER BY i.number",
      )
      .map(({ number, reason, reference }) => [number, reference ? `${reason} ${reference}` : reason]),
  );

/** INV-100 and INV-101 of C1, INV-102 of C2; the next list has none of them, but INV-100/2 and INV-200, due like INV-101 but smaller. */
const FIRST = openItems(
  ['INV-100', 100],
  ['INV-101', 100, { due: '2026-10-24' }],
  ['INV-102', 100, { customer: 'C2' }],
  ['INV-103', 100, { customer: 'C3' }],
);
const SECOND = openItems(
  ['INV-100/2', 90, { amount: 90, due: '2026-12-01' }],
  ['INV-200', 70, { amount: 70, due: '2026-10-24' }],
  ['INV-103', 100, { customer: 'C3' }],
);

describe('items a complete list no longer names', () => {
  it('are closed as paid where nothing is said, and what looks replaced is told', () => {
    b.take(FIRST, { listDate: '2026-11-10' });
    const report = b.take(SECOND, next());
    expect(reasons()).toEqual({ 'INV-100': 'paid', 'INV-101': 'paid', 'INV-102': 'paid' });
    expect(report.warnings).toEqual([
      {
        code: 'replaced_proposed',
        text: '2 vanished items may have been replaced by new ones: INV-100 by INV-100/2, INV-101 by INV-200. As nothing else was said, they are closed as paid.',
      },
    ]);
  });

  it('are closed as proposed when proposals are taken, and the preview says why', () => {
    b.take(FIRST, { listDate: '2026-11-10' });
    const preview = b.look(SECOND, next({ takeProposals: true }));
    expect(preview.vanished.map(({ number, reason, by, proposed }) => [number, reason, by, proposed?.why])).toEqual([
      ['INV-100', 'replaced', 'INV-100/2', 'INV-100/2 names it'],
      ['INV-101', 'replaced', 'INV-200', 'INV-200 has the same due date (Sat 24 Oct) and a smaller amount: €70.00'],
      ['INV-102', 'paid', null, undefined],
    ]);
    expect(preview.changes.filter((c) => c.change === 'vanished').map((c) => c.what)).toEqual([
      'replaced by INV-100/2',
      'replaced by INV-200',
      'paid',
    ]);
    b.take(SECOND, next({ takeProposals: true }));
    expect(reasons()).toEqual({ 'INV-100': 'replaced INV-100/2', 'INV-101': 'replaced INV-200', 'INV-102': 'paid' });
  });

  it('are closed with the reason said for each, and with another for all others', () => {
    b.take(FIRST, { listDate: '2026-11-10' });
    b.take(
      SECOND,
      next({
        takeProposals: true,
        closeOthers: 'credited',
        close: [
          { customer: 'C1', number: 'INV-100', reason: 'written_off' },
          { number: 'INV-101', reason: 'replaced', by: 'INV-100/2' },
        ],
      }),
    );
    expect(reasons()).toEqual({ 'INV-100': 'written_off', 'INV-101': 'replaced INV-100/2', 'INV-102': 'credited' });
  });

  it('may be said by customer and number, and a word that fits none or several is told', () => {
    b.take(openItems(['1', 10, { customer: 'C1' }], ['1', 10, { customer: 'C2' }], ['2', 100]), {
      listDate: '2026-11-10',
    });
    const list = openItems(['2', 100]);
    const doubtful = b.look(list, next({ close: [{ number: '1', reason: 'moved' }] }));
    expect(doubtful.report.warnings.map((w) => w.code)).toEqual(['close_doubtful']);
    expect(doubtful.vanished.map((v) => v.reason)).toEqual(['paid', 'paid']);
    const unknown = b.look(list, next({ close: [{ number: '9', reason: 'moved' }] }));
    expect(unknown.report.warnings).toMatchObject([
      { code: 'close_unknown', text: expect.stringContaining('closing 9 ') },
    ]);
    b.take(list, next({ close: [{ number: 'C2/1', reason: 'moved' }] }));
    expect(
      b.db.all(
        'SELECT reason FROM settlement s JOIN item i ON i.id = s.item_id WHERE s.kind = ? ORDER BY i.id',
        'closed',
      ),
    ).toEqual([{ reason: 'paid' }, { reason: 'moved' }]);
  });

  it('propose nothing by amount alone for a customer who is billed that amount again and again', () => {
    b.take(openItems(['R1', 100, { due: '2026-09-30' }], ['R2', 100, { due: '2026-10-31' }], ['X', 500]), {
      listDate: '2026-11-10',
    });
    const list = openItems(['R2', 100, { due: '2026-10-31' }], ['R3', 100, { due: '2026-11-30' }], ['X', 500]);
    expect(b.look(list, next()).vanished).toMatchObject([{ number: 'R1', proposed: null }]);
  });

  it('show the new item with what it replaced: its age, and its tags', () => {
    b.take(`${FIRST.split('\n')[0]};Tags\nC1;INV-100;2026-10-01;2026-10-31;100;100;key`, { listDate: '2026-11-10' });
    b.take(openItems(['INV-100/2', 100, { due: '2026-12-01' }]), next({ takeProposals: true }));
    expect(itemsAt(b.db, '2026-11-20')).toMatchObject([
      {
        number: 'INV-100/2',
        dueOn: '2026-10-31',
        daysPastDue: 20,
        tags: ['key'],
        replaces: [{ number: 'INV-100', dueOn: '2026-10-31' }],
      },
    ]);
  });

  it('are all as before after the undo, links and all', () => {
    b.take(FIRST, { listDate: '2026-11-10' });
    const before = b.dump(LEDGER);
    const shown = JSON.stringify(itemsAt(b.db, '2026-11-20'));
    const { batch } = b.take(SECOND, next({ takeProposals: true }));
    expect(b.dump(LEDGER)).not.toBe(before);
    b.undo(batch);
    expect(b.dump(LEDGER)).toBe(before);
    expect(JSON.stringify(itemsAt(b.db, '2026-11-20'))).toBe(shown);
  });

  it('stand for themselves again when a later list brings the old number back', () => {
    b.take(openItems(['INV-100', 100]), { listDate: '2026-11-10' });
    b.take(openItems(['INV-100/2', 100, { due: '2026-12-01' }]), next({ takeProposals: true }));
    b.take(openItems(['INV-100', 100], ['INV-100/2', 100, { due: '2026-12-01' }]), { listDate: '2026-11-27' });
    expect(itemsAt(b.db, '2026-11-27').map(({ number, dueOn, openMinor }) => [number, dueOn, openMinor])).toEqual([
      ['INV-100', '2026-10-31', 10000],
      ['INV-100/2', '2026-12-01', 10000],
    ]);
  });
});
