import { confirmationMail } from '@shared/domain/commitments/confirmation';
import { mailtoLink } from '@shared/domain/mail-link';
import { describe, expect, it } from 'vitest';
import { invoice, promise } from './rule-books';

const a = invoice('RE-7', 600_000);
const facts = {
  customerName: 'Müller & Söhne',
  contactName: 'Ms Perrin',
  to: 'perrin@example.com',
  commitment: promise('p', 450_000, '2026-11-20', '2026-11-26', [[a, 600_000]]),
  senderName: 'Ana Prieto',
  asOf: '2026-11-23',
};

describe('the written confirmation of a promise', () => {
  it('says amount, day and items as they were promised, and asks to be contradicted', () => {
    const mail = confirmationMail(facts);
    expect(mail.to).toBe('perrin@example.com');
    expect(mail.subject).toBe('Your payment of €4,500.00 by Thursday 26 November 2026');
    expect(mail.body).toContain('Dear Ms Perrin,');
    expect(mail.body).toContain(
      'As agreed on Friday 20 November 2026, Müller & Söhne will pay €4,500.00 by Thursday 26 November 2026.',
    );
    expect(mail.body).toContain('RE-7: €6,000.00 open');
    expect(mail.body).toMatch(/please answer this mail today/);
    expect(mail.body.endsWith('Ana Prieto')).toBe(true);
  });

  it('says today for a promise of the day, and addresses nobody known politely', () => {
    const mail = confirmationMail({ ...facts, asOf: '2026-11-20', contactName: null, to: null });
    expect(mail.body).toContain('As agreed today,');
    expect(mail.body).toContain('Dear Sir or Madam,');
    expect(mail.to).toBeNull();
  });
});

describe('the link to the own mail program', () => {
  it('carries address, subject and text whole, with line ends as mail has them', () => {
    const link = mailtoLink({ to: 'a+b@example.com', subject: 'A & B?', body: 'one\ntwo' });
    expect(link).toBe('mailto:a%2Bb@example.com?subject=A%20%26%20B%3F&body=one%0D%0Atwo');
  });

  it('is not made when it would be too long for a link', () => {
    expect(mailtoLink({ to: null, subject: 's', body: 'x'.repeat(2000) })).toBeNull();
  });

  it('keeps a hostile address inside the address', () => {
    const link = mailtoLink({ to: 'x@example.com?bcc=spy@example.com', subject: '', body: '' }) as string;
    expect(new URL(link).searchParams.get('bcc')).toBeNull();
  });
});
