import type { ContactRole } from '@shared/domain/model';
import { annotate } from './annotate';
import type { Applier } from './applier';
import { CustomerFinder } from './find-customer';
import type { Ledger } from './ledger';
import { type RowReader, RowReject } from './records';
import { Seen } from './seen';
import type { RowOutcome } from './tally';
import { headerWords } from './understand/synonyms';

const ROLES: readonly [ContactRole, RegExp][] = [
  ['account_executive', /\b(account (executive|manager)|sales rep|key account)\b/],
  ['customer_success', /\bcustomer success\b/],
  [
    'ap',
    /\b(ap|accounts payable|payables|kreditoren\w*|comptabilite fournisseurs|cuentas por pagar|contas a pagar|contabilita fornitori|crediteuren\w*|bookkeep\w*|buchhaltung)\b/,
  ],
  ['approver', /\b(approver|approval|freigabe|freigeber|approbateur|aprobador|aprovador|approvatore|goedkeurder)\b/],
  ['buyer', /\b(buyer|purchas\w*|procurement|einkauf\w*|achat\w*|acheteur|compras|comprador|acquisti|inkoop\w*)\b/],
  ['finance_head', /\b(cfo|finance|finanz\w*|financ\w*|controller|treasur\w*|head of finance|daf)\b/],
];
const INTERNAL: ReadonlySet<ContactRole> = new Set(['account_executive', 'customer_success']);

interface ContactRow {
  row_id: string;
  name: string | null;
  role: string | null;
  internal: number;
  email: string | null;
  phone: string | null;
}

/** Takes contacts: known ones (same customer, same e-mail, else same name) are completed, never emptied. */
export class ContactApplier implements Applier {
  readonly #ledger: Ledger;
  readonly #reader: RowReader;
  readonly #seen = new Seen();
  readonly #customers: CustomerFinder;

  constructor(ledger: Ledger, reader: RowReader) {
    this.#ledger = ledger;
    this.#reader = reader;
    this.#customers = new CustomerFinder(ledger);
  }

  row(line: number, cells: readonly string[]): RowOutcome {
    const none = { currency: null, minor: null };
    const given = this.#reader.customer(cells);
    const customer = this.#customers.find(given);
    if (customer === undefined)
      throw new RowReject(
        this.#reader.has('customer_key') ? 'customer_key' : 'customer_name',
        given.key,
        given.key === '' ? 'is blank: no customer' : 'no such customer',
      );
    const email = this.#reader.text(cells, 'email');
    const name = this.#reader.text(cells, 'contact_name') || email;
    if (name === '') throw new RowReject('contact_name', '', 'is blank: no contact');
    const identity = [customer.key, headerWords(name), email.toLowerCase()].join('\u001f');
    const content = ['role', 'phone']
      .map((field) => this.#reader.text(cells, field as 'role' | 'phone'))
      .join('\u001f');
    const look = this.#seen.look(identity, content, line);
    if (look === 'same') return { outcome: 'repeated', ...none };
    if (look !== 'first')
      throw new RowReject('contact_name', name, `stands in row ${look} already, with other content`);
    return { outcome: this.save(customer.key, cells), ...none };
  }

  amountOf(): null {
    return null;
  }

  /** The contact named in a row, under a customer that is known. 'unchanged' also where the row names nobody. */
  save(customerKey: string, cells: readonly string[]): 'created' | 'updated' | 'unchanged' {
    const email = this.#reader.text(cells, 'email') || null;
    const phone = this.#reader.text(cells, 'phone') || null;
    const name = this.#reader.text(cells, 'contact_name') || email;
    if (name === null) return 'unchanged';
    const { source } = this.#ledger.batch;
    const known = this.#known(customerKey, email, name);
    const said = this.#role(cells);
    const rowId = known?.row_id ?? this.#ledger.env.newId();
    const role = said ?? (known?.role as ContactRole | null | undefined) ?? 'other';
    const keepName = known?.name && this.#reader.text(cells, 'contact_name') === '' ? known.name : name;
    const changes = [
      annotate(this.#ledger, 'contact', rowId, 'of', { source, customer_key: customerKey }),
      annotate(this.#ledger, 'contact', rowId, 'person', {
        name: keepName,
        role,
        internal: said === null && known ? known.internal : INTERNAL.has(role) ? 1 : 0,
      }),
      annotate(this.#ledger, 'contact', rowId, 'reach', {
        email: email ?? known?.email ?? null,
        phone: phone ?? known?.phone ?? null,
      }),
    ];
    if (known === undefined) return 'created';
    return changes.includes(true) ? 'updated' : 'unchanged';
  }

  #known(customerKey: string, email: string | null, name: string): ContactRow | undefined {
    const contacts = this.#ledger.db.all<ContactRow>(
      'SELECT row_id, name, role, internal, email, phone FROM contact WHERE source = ? AND customer_key = ? AND deleted = 0 ORDER BY row_id',
      this.#ledger.batch.source,
      customerKey,
    );
    const byEmail = email && contacts.find((contact) => contact.email?.toLowerCase() === email.toLowerCase());
    return (
      byEmail || contacts.find((contact) => contact.name !== null && headerWords(contact.name) === headerWords(name))
    );
  }

  #role(cells: readonly string[]): ContactRole | null {
    const words = headerWords(this.#reader.text(cells, 'role'));
    if (words === '') return null;
    return ROLES.find(([, pattern]) => pattern.test(words))?.[0] ?? 'other';
  }
}
