import { describe, expect, it } from 'vitest';
import { writeAnnotation } from '../../../src/main/data/exchange/write';
import { DESK, importBench, LEDGER, openItems } from './helpers';

const b = importBench();

function addUser(id: string, name: string, initials: string) {
  b.db.write(() => writeAnnotation(b.db, 1, 'user', id, 'person', { name, initials, role: 'collector' }));
}

describe('customers', () => {
  const file = (limit = '1.500,00', name = 'Ada GmbH') =>
    `Kundennummer;Firma;Land;Branche;Zahlungsbedingung;Kreditlimit\n0042;${name};DE;Maschinenbau;30 Tage netto;${limit}\n0043;Bo AG;;;sofort;`;

  it('are created, then unchanged, then updated, with their terms and limit', () => {
    expect(b.take(file())).toMatchObject({ kind: 'customers', created: 2, sums: [] });
    expect(
      b.db.get(
        "SELECT name, country, industry, terms_days, credit_limit_minor AS minor, credit_limit_currency AS cur FROM customer WHERE key = '0042'",
      ),
    ).toEqual({
      name: 'Ada GmbH',
      country: 'DE',
      industry: 'Maschinenbau',
      terms_days: 30,
      minor: 150000,
      cur: 'EUR',
    });
    expect(b.db.value("SELECT terms_days FROM customer WHERE key = '0043'")).toBe(0);
    expect(b.take(file())).toMatchObject({ unchanged: 2 });
    const preview = b.look(file('2.000,00', 'Ada SE'));
    expect(preview.report).toMatchObject({ updated: 1, unchanged: 1 });
    expect(preview.changes).toMatchObject([
      { change: 'changed_customer', what: 'name Ada GmbH → Ada SE, credit limit 1500.00 → 2000.00' },
    ]);
  });

  it('give their name to what an items list knew by number only', () => {
    b.take(openItems(['1', 100, { customer: '0042' }]));
    expect(b.db.value('SELECT name FROM customer')).toBe('0042');
    expect(b.take(file())).toMatchObject({ created: 1, updated: 1 });
    expect(b.db.value("SELECT name FROM customer WHERE key = '0042'")).toBe('Ada GmbH');
  });

  it('are filled, not overruled, by a file older than the list they came with', () => {
    b.take(openItems(['1', 100, { customer: '0042' }]), { listDate: '2026-12-24' });
    const { stamp } = b.db.get<{ stamp: number }>('SELECT stamp FROM customer') as { stamp: number };
    expect(b.take(file(), { listDate: '2026-11-01' })).toMatchObject({ created: 1, updated: 1 });
    expect(b.take(file('9,00', 'Eve'), { listDate: '2026-10-01' })).toMatchObject({ unchanged: 2 });
    expect(b.db.get("SELECT name, stamp FROM customer WHERE key = '0042'")).toEqual({ name: 'Ada GmbH', stamp });
  });

  it('are assigned to known collectors where nobody has them yet; unknown names are said, not created', () => {
    addUser('u1', 'Mia Sorg', 'MS');
    addUser('u2', 'Tom Falk', 'TF');
    const list = (collector: string) => `Customer No,Customer Name,Collector\nC1,Ada,${collector}\nC2,Bo,Nobody`;
    const report = b.take(list('MS'));
    expect(report.warnings).toEqual([
      { code: 'unknown_collector', text: 'No user is called Nobody; their customers were not assigned.' },
    ]);
    const assignee = () => b.db.value("SELECT assignee FROM customer_desk WHERE row_id = 'main\u001fC1'");
    expect(assignee()).toBe('u1');
    b.take(list('Tom Falk'));
    expect(assignee()).toBe('u1');
    expect(b.db.value('SELECT count(*) FROM user')).toBe(2);
  });

  it('bring payer type, tags and a contact along', () => {
    b.take(
      'Customer No,Customer Name,Payer Type,Tags,Contact Name,Email,Phone\nC1,Ada,negligent,"key, retail",Eve Lund,eve@ada.example,+45 1',
    );
    expect(b.db.get('SELECT payer_type, tags FROM customer_desk')).toEqual({
      payer_type: 'negligent',
      tags: '["key","retail"]',
    });
    expect(b.db.get('SELECT customer_key, name, role, email, phone FROM contact')).toEqual({
      customer_key: 'C1',
      name: 'Eve Lund',
      role: 'other',
      email: 'eve@ada.example',
      phone: '+45 1',
    });
  });

  it('leave their limits out, with a warning, where no currency is known', () => {
    b.db.write(() => b.db.run('DELETE FROM setting'));
    const report = b.take(file());
    expect(report).toMatchObject({ created: 2, rejected: 0 });
    expect(report.warnings.map((w) => w.code)).toEqual(['credit_limit_currency']);
  });
});

describe('contacts', () => {
  const file = (phone: string) =>
    `Customer No;Contact Name;Role;Email;Phone\nC1;Eve Lund;Accounts Payable;eve@ada.example;${phone}\nC9;Al;;;`;

  it('are found again by e-mail or name and completed, never emptied', () => {
    b.take(openItems(['1', 100]));
    const report = b.take(file('1'));
    expect(report).toMatchObject({ kind: 'contacts', created: 1, rejected: 1 });
    expect(report.rejects[0]).toMatchObject({ column: 'Customer No', value: 'C9', reason: 'no such customer' });
    expect(b.db.get('SELECT role, internal, phone FROM contact')).toEqual({ role: 'ap', internal: 0, phone: '1' });
    expect(b.take(file('2'))).toMatchObject({ updated: 1 });
    expect(b.take(file(''))).toMatchObject({ unchanged: 1 });
    expect(b.db.all('SELECT name, phone FROM contact')).toEqual([{ name: 'Eve Lund', phone: '2' }]);
  });

  it('are put back by an undo, unless edited since', () => {
    b.take(openItems(['1', 100]));
    const first = b.take(file('1'));
    const before = b.dump([...LEDGER, ...DESK]);
    const second = b.take(file('2'));
    b.undo(second.batch);
    expect(b.dump([...LEDGER, ...DESK])).toBe(before);
    const id = b.db.value<string>('SELECT row_id FROM contact') as string;
    b.db.write(() => writeAnnotation(b.db, 9, 'contact', id, 'reach', { email: 'eve@ada.example', phone: '99' }));
    b.undo(first.batch);
    expect(b.db.all('SELECT name, phone FROM contact')).toEqual([{ name: null, phone: '99' }]);
  });
});
