import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Refusal } from '@shared/contract/errors';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appendActivity, writeAnnotation } from '../../../src/main/data/exchange/write';
import { commitImport, listImports, readImportFile, rejectsOf, undoImport } from '../../../src/main/data/import';
import { DESK, importBench, LEDGER, openItems } from './helpers';

const b = importBench();
const refusal = (action: () => unknown): Refusal => {
  try {
    action();
  } catch (error) {
    return error as Refusal;
  }
  throw new Error('was not refused');
};

describe('files that are refused', () => {
  let folder: string;
  const path = (name: string, content?: string | Uint8Array) => {
    const file = join(folder, name);
    if (content !== undefined) writeFileSync(file, content);
    return file;
  };
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'duebook-files-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each([
    ['a missing file', () => path('nowhere.csv'), 'file_missing'],
    ['an empty file', () => path('empty.csv', ''), 'file_empty'],
    ['a file of blank lines', () => path('blank.csv', '\r\n \r\n'), 'file_empty'],
    [
      'the first bytes of a workbook',
      () => path('book.csv', new Uint8Array([0x50, 0x4b, 3, 4, 20, 0])),
      'file_unreadable',
    ],
    ['a PDF', () => path('paper.csv', '%PDF-1.7 …'), 'file_binary'],
    ['bytes with NULs', () => path('bytes.csv', new Uint8Array([65, 0, 0, 66, 44, 0, 0])), 'file_binary'],
    ['a file with nothing but column names', () => path('head.csv', 'Customer No,Invoice No,Amount\n'), 'file_empty'],
    [
      'a file without a column for the amount',
      () => path('short.csv', 'Customer No,Invoice No\nC,1\n'),
      'mapping_incomplete',
    ],
    [
      'a quote that is never closed',
      () => path('quote.csv', 'Customer No,Invoice No,Amount\nC,1,5\nC,"2,6\nC,3,7\n'),
      'bad_input',
    ],
    ['prose', () => path('prose.txt', 'Dear Sir,\nplease find enclosed\nour list.\n'), 'mapping_incomplete'],
    [
      'dates that may be read either way',
      () => path('dates.csv', 'Customer No,Invoice No,Due Date,Amount\nC,1,03/04/2026,5\n'),
      'dates_ambiguous',
    ],
  ])('%s changes nothing and says why', (_what, file, code) => {
    b.take(openItems(['7', 100]));
    const before = b.dump();
    const found = refusal(() => commitImport(b.db, readImportFile(file()), {}, b.env()));
    expect(found.code).toBe(code);
    expect(found.message).toMatch(/Nothing was changed/);
    expect(b.dump()).toBe(before);
  });

  it('a folder is refused by name', () => {
    mkdirSync(path('lists'));
    expect(refusal(() => readImportFile(path('lists')))).toMatchObject({ code: 'file_unreadable' });
  });

  it('a wrongly mapped file changes nothing: every row would be rejected', () => {
    const before = b.dump();
    const text = 'Customer No,Invoice No,Note,Amount\nC,1,hello,5\nC,2,there,6';
    expect(refusal(() => b.take(text, { map: { amount: 'Note' } }))).toMatchObject({ code: 'bad_input' });
    expect(refusal(() => b.take(text, { map: { amount: 'Nowhere' } }))).toMatchObject({ code: 'mapping_incomplete' });
    expect(b.look(text, { map: { amount: 'Note' } }).blocked?.message).toMatch(
      /row 2, column "Note" \("hello"\): is not an amount/,
    );
    expect(b.dump()).toBe(before);
  });

  it('no currency anywhere is refused before anything is written', () => {
    b.db.write(() => b.db.run('DELETE FROM setting'));
    const before = b.dump();
    const text = 'Customer No,Invoice No,Amount\nC,1,5';
    expect(refusal(() => b.take(text))).toMatchObject({ code: 'currency_unknown' });
    expect(b.dump()).toBe(before);
    expect(b.take(text, { currency: 'USD' }).sums).toMatchObject([{ currency: 'USD', accepted: 500 }]);
  });

  it('a cancelled import changes nothing', () => {
    const before = b.dump();
    const rows = Array.from({ length: 1200 }, (_, i) => `C${i % 9},${i},5`).join('\n');
    const file = { name: 'big.csv', bytes: new TextEncoder().encode(`Customer No,Invoice No,Amount\n${rows}`) };
    const seen: number[] = [];
    const progress = {
      onRows: (n: number, _total: number | null, phase: string) => {
        if (phase === 'writing') seen.push(n);
      },
      isCancelled: () => seen.length >= 2,
    };
    expect(refusal(() => commitImport(b.db, file, {}, b.env(), progress))).toMatchObject({ code: 'cancelled' });
    expect(seen).toEqual([500, 1000]);
    expect(b.dump()).toBe(before);
  });
});

describe('the preview', () => {
  it('counts what the commit then does, and leaves the database as it was', () => {
    b.take(openItems(['1', 100], ['2', 100], ['3', 900, { amount: 900 }]), { listDate: '2026-11-01' });
    const next = openItems(['2', 40], ['3', 900, { amount: 900 }], ['4', 10, { amount: 10 }]);
    const before = b.dump();
    const preview = b.look(next, { listDate: '2026-11-08', complete: true });
    expect(b.dump()).toBe(before);
    expect(preview.report.batch).toBeNull();
    expect(preview.counts).toEqual({ part_paid: 1, new: 1, vanished: 1 });
    expect(preview.sample[0]).toEqual(['C1', '2', '2026-10-01', '2026-10-31', '100', '40']);
    const { batch, ...report } = b.take(next, { listDate: '2026-11-08', complete: true });
    const { batch: none, ...planned } = preview.report;
    expect([none, typeof batch]).toEqual([null, 'number']);
    expect(report).toEqual(planned);
  });

  it('says what must be asked, with what was understood so far', () => {
    const preview = b.look('Customer No;Invoice No;Due Date;Amount\nC;1;03/04/2026;5,00\nC;2;05/06/2026;5,00');
    expect(preview.blocked?.code).toBe('dates_ambiguous');
    expect(preview.blocked?.message).toMatch(/"Due Date".*03\/04\/2026/);
    expect(preview.report).toMatchObject({
      rows: 0,
      created: 0,
      file: { decimal: ',', delimiter: ';', mapping: { due_date: 'Due Date' } },
    });
    expect(b.look('Customer No;Invoice No;Due Date;Amount\nC;1;03/04/2026;5,00', { dates: 'dmy' }).blocked).toBeNull();
  });
});

describe('what is found out of a file', () => {
  it('takes the list date from the option, else a title line, else the file name, else the as-of date', () => {
    const list = openItems(['1', 100]);
    expect(b.look(list, { listDate: '2026-11-03' }, 'op_20261120.csv').report.listDate).toBe('2026-11-03');
    expect(b.look(`Open items as of 2026-11-05\n\n${list}`, {}, 'op_20261120.csv').report).toMatchObject({
      listDate: '2026-11-05',
      file: { headerRow: 3 },
    });
    expect(b.look(list, {}, 'OP_20261119.csv').report.listDate).toBe('2026-11-19');
    expect(b.look(list, {}, 'open-items 2026-11-18.csv').report.listDate).toBe('2026-11-18');
    expect(b.look(list).report.listDate).toBe('2026-11-20');
  });

  it('remembers what was said of a layout for its next file', () => {
    const text = (day: string, amount: string) => `Nummer des Kunden;OP;Bis;Wert\nC;1;${day};${amount}`;
    const said = {
      kind: 'open-items',
      map: { customer_key: 'Nummer des Kunden', item_number: 'OP', due_date: 'Bis', open_amount: 'Wert' },
      dates: 'mdy',
      currency: 'USD',
    } as const;
    b.take(text('03/04/2026', '7,50'), { ...said, map: { ...said.map }, listDate: '2026-11-01' });
    const report = b.take(text('03/04/2026', '5,00'), { listDate: '2026-11-08' });
    expect(report).toMatchObject({ kind: 'open-items', updated: 1, file: { dates: 'mdy', mapping: said.map } });
    expect(b.db.value('SELECT due_on FROM item')).toBe('2026-03-04');
    expect(b.db.value('SELECT currency FROM item')).toBe('USD');
  });
});

describe('a layout taken for the wrong kind first', () => {
  it('can still be taken for the right one', () => {
    const text = 'Client,Invoice Number,Amount,Date\nAda,1,5.00,2026-11-02';
    b.undo(b.take(text, { kind: 'invoices' }).batch);
    b.take(openItems(['1', 100, { customer: 'Ada' }]), { listDate: '2026-11-01' });
    expect(b.take(text, { kind: 'payments' })).toMatchObject({ kind: 'payments', created: 1 });
    expect(b.look(text).report).toMatchObject({ kind: 'payments', unchanged: 1 });
  });
});

describe('the list of imports', () => {
  it('names file, hash, date and counts, newest first', () => {
    b.take(openItems(['1', 100]), { listDate: '2026-11-01' }, 'one.csv');
    b.take(openItems(['1', 40]), { listDate: '2026-11-08' }, 'two.csv');
    expect(listImports(b.db)).toMatchObject([
      {
        fileName: 'two.csv',
        listDate: '2026-11-08',
        kind: 'open-items',
        source: 'main',
        updated: 1,
        byName: 'me',
        undoneAt: null,
      },
      { fileName: 'one.csv', created: 1 },
    ]);
    expect(listImports(b.db)[0]?.fileHash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('keeps the rejected rows as a file that can be corrected and dropped again', () => {
    const { batch } = b.take('Customer No,Invoice No,Amount\nC,1,5\nC,2,many\n"C, D",3,', {});
    const { fileName, csv } = rejectsOf(b.db, batch as number);
    expect(fileName).toBe('list - rejected.csv');
    expect(csv).toBe(
      'Customer No,Invoice No,Amount,Why Duebook rejected it\r\nC,2,many,Amount: is not an amount\r\n"C, D",3,,Amount: is blank: no amount',
    );
    expect(b.take(csv.replace('many', '6').replace('3,,', '3,7,'))).toMatchObject({ created: 2, rejected: 0 });
    expect(refusal(() => rejectsOf(b.db, 99))).toMatchObject({ code: 'not_found' });
  });
});

describe('undo', () => {
  it('restores every ledger row with its former stamp, byte by byte', () => {
    b.take(openItems(['1', 100], ['2', 40], ['3', 900, { amount: 900 }], ['5', 0]), { listDate: '2026-11-01' });
    b.take('Invoice No,Payment Date,Amount Paid\n3,2026-11-02,100', {});
    const before = b.dump([...LEDGER, ...DESK]);
    const second = b.take(
      openItems(
        ['1', 60],
        ['3', 800, { amount: 900, due: '2026-12-01' }],
        ['4', 10, { amount: 10, customer: 'C2' }],
        ['5', 100],
      ),
      { listDate: '2026-11-08', complete: true },
    );
    expect(second).toMatchObject({ created: 1, updated: 3, settled: 1, returned: 1 });
    expect(b.dump([...LEDGER, ...DESK])).not.toBe(before);
    const paid = b.dump([...LEDGER, ...DESK]);
    const third = b.take('Invoice No,Payment Date,Amount Paid\n1,2026-11-05,40\n2,2026-11-05,40', {});
    expect(b.undo(third.batch)).toEqual({ batch: third.batch, reverted: 4 });
    expect(b.dump([...LEDGER, ...DESK])).toBe(paid);
    b.undo(second.batch);
    expect(b.dump([...LEDGER, ...DESK])).toBe(before);
    expect(listImports(b.db).map((batch) => batch.undoneAt === null)).toEqual([false, false, true, true]);
  });

  it('takes the list date of the undone batch back too', () => {
    b.take(openItems(['1', 100]), { listDate: '2026-11-01' });
    b.undo(b.take(openItems(['1', 100]), { listDate: '2026-12-24' }).batch);
    const report = b.take(openItems(['1', 70]), { listDate: '2026-11-08' });
    expect(report.warnings.map((w) => w.code)).not.toContain('history');
    expect(b.open('1')).toBe(7000);
  });

  it('is refused, with the list, when a later import stands on it', () => {
    const first = b.take(openItems(['1', 100]), { listDate: '2026-11-01' });
    b.take('Invoice No,Payment Date,Amount Paid\n1,2026-11-05,40', {}, 'pay.csv');
    const before = b.dump();
    const found = refusal(() => b.undo(first.batch));
    expect(found.code).toBe('cannot_undo');
    expect(found.details).toEqual({
      reasons: ['import 2 (pay.csv) came later and stands on 1 of its rows; undo that one first'],
    });
    expect(b.dump()).toBe(before);
  });

  it('is refused when a later list only said its rows again, until that one is undone', () => {
    const first = b.take(openItems(['1', 100]), { listDate: '2026-11-01' });
    const later = b.take(openItems(['1', 100]), { listDate: '2026-11-08' });
    expect(refusal(() => b.undo(first.batch)).code).toBe('cannot_undo');
    b.undo(later.batch);
    expect(b.undo(first.batch).reverted).toBe(2);
    expect(b.dump(LEDGER)).toBe('customer\n[]\nitem\n[]\nsettlement\n[]');
  });

  it('is refused when a call or a promise names what it created, and when it was done already', () => {
    const base = b.take(openItems(['1', 100]), { listDate: '2026-11-01' });
    const next = b.take(openItems(['1', 100], ['2', 50, { amount: 50 }]), { listDate: '2026-11-08' });
    b.db.write(() =>
      writeAnnotation(b.db, 5, 'commitment', 'p1', 'terms', {
        source: 'main',
        customer_key: 'C1',
        made_on: '2026-11-09',
        recorded_at: '2026-11-09T08:00:00Z',
        user_id: 'me',
        amount_minor: 5000,
        currency: 'EUR',
        promised_for: '2026-11-20',
        items: '[{"number":"2","discriminator":"","openMinor":5000}]',
        contact_name: null,
        pause_why: null,
      }),
    );
    expect(refusal(() => b.undo(next.batch)).details).toEqual({
      reasons: ['a commitment names item 2 of C1, which it created'],
    });
    b.db.write(() => b.db.run('DELETE FROM commitment'));
    b.undo(next.batch);
    expect(refusal(() => b.undo(next.batch)).message).toMatch(/was undone on 2026-11-20 already/);
    b.db.write(() =>
      appendActivity(b.db, {
        id: 'a1',
        source: 'main',
        customerKey: 'C1',
        kind: 'call',
        outcome: 'reached',
        on: '2026-11-09',
        recordedAt: '2026-11-09T08:00:00Z',
        userId: 'me',
        private: false,
        body: {},
      }),
    );
    expect(refusal(() => b.undo(base.batch)).message).toMatch(/1 activities name customer C1/);
    expect(refusal(() => undoImport(b.db, 77, b.env()))).toMatchObject({ code: 'not_found' });
  });
});
