import { PAYER_TYPES } from '@shared/domain/model';
import { customerRowId, itemRowId } from '@shared/exchange/registry';
import { annotate, isSet } from './annotate';
import type { Ledger } from './ledger';
import type { RowReader } from './records';
import { headerWords } from './understand/synonyms';

/**
 * What a file says of the desk's own fields: collector, payer type, tags. Each is only taken where nobody has set it yet; a
 * file never overrules the desk. Collectors are matched by name or initials, none is created.
 */
export class CustomerDesk {
  readonly #ledger: Ledger;
  readonly #reader: RowReader;
  readonly #users = new Map<string, string>();
  readonly #done = new Set<string>();
  readonly #unknown = new Set<string>();

  constructor(ledger: Ledger, reader: RowReader) {
    this.#ledger = ledger;
    this.#reader = reader;
    for (const user of ledger.db.all<{ row_id: string; name: string | null; initials: string | null }>(
      'SELECT row_id, name, initials FROM user WHERE active = 1',
    ))
      for (const name of [user.initials, user.name]) if (name) this.#users.set(headerWords(name), user.row_id);
  }

  /** Once for every customer of the file. */
  annotate(customerKey: string, cells: readonly string[]): boolean {
    if (this.#done.has(customerKey)) return false;
    this.#done.add(customerKey);
    const rowId = customerRowId(this.#ledger.batch.source, customerKey);
    const assigned = this.#assign(rowId, this.#reader.text(cells, 'collector'));
    const typed = this.#payerType(rowId, this.#reader.text(cells, 'payer_type'));
    return assigned || typed;
  }

  tagCustomer(customerKey: string, cells: readonly string[]): boolean {
    const rowId = customerRowId(this.#ledger.batch.source, customerKey);
    const tags = this.#reader.tags(cells);
    if (tags.length === 0 || isSet(this.#ledger, 'customerDesk', rowId, 'tags')) return false;
    return annotate(this.#ledger, 'customerDesk', rowId, 'tags', { tags: JSON.stringify(tags) });
  }

  tagItem(customerKey: string, number: string, discriminator: string, cells: readonly string[]): boolean {
    const tags = this.#reader.tags(cells);
    if (tags.length === 0) return false;
    const rowId = itemRowId(this.#ledger.batch.source, customerKey, number, discriminator);
    if (isSet(this.#ledger, 'itemDesk', rowId, 'tags')) return false;
    return annotate(this.#ledger, 'itemDesk', rowId, 'tags', { tags: JSON.stringify(tags) });
  }

  #assign(rowId: string, collector: string): boolean {
    if (collector === '') return false;
    const user = this.#users.get(headerWords(collector));
    if (user === undefined) {
      this.#unknown.add(collector);
      this.#ledger.warnings.set(
        'unknown_collector',
        `No user is called ${[...this.#unknown].sort().join(', ')}; their customers were not assigned.`,
      );
      return false;
    }
    if (isSet(this.#ledger, 'customerDesk', rowId, 'assignee')) return false;
    return annotate(this.#ledger, 'customerDesk', rowId, 'assignee', { assignee: user });
  }

  #payerType(rowId: string, said: string): boolean {
    if (said === '') return false;
    const type = PAYER_TYPES.find((payerType) => payerType === headerWords(said));
    if (type === undefined) {
      this.#ledger.warn(
        'unknown_payer_type',
        `"${said}" is no payer type (${PAYER_TYPES.join(', ')}); it was not taken.`,
      );
      return false;
    }
    if (isSet(this.#ledger, 'customerDesk', rowId, 'payerType')) return false;
    return annotate(this.#ledger, 'customerDesk', rowId, 'payerType', { payer_type: type });
  }
}
