import type { ImportOptions, VanishedItem } from '@shared/contract/imports';
import type { ClosingReason, IsoDate } from '@shared/domain/model';
import { formatMoney } from '@shared/domain/money';
import {
  type ListedItem,
  proposeReplacements,
  type Replacement,
  type Replacing,
} from '@shared/domain/replacement/propose';
import { CLOSING_WORDS, counted, dayWords } from '@shared/domain/words';
import { dueOnOf } from '../desk/ledger';
import { lastShown } from './item-state';
import type { ItemRow, Ledger } from './ledger';
import { type OpenItem, openItem } from './missing';
import { toReference } from './reference';

const NAMED = 5;

/**
 * Closes what a complete list no longer names, between the list that showed it last and this one: with the reason said for it,
 * as *replaced* by a new item where that is proposed and proposals are taken, else as paid (rules: Vanished items).
 * @param firstNew least id of the items this batch created.
 * @returns the closings, those with a proposal first.
 */
export function closeVanished(
  ledger: Ledger,
  ids: readonly number[],
  options: ImportOptions,
  firstNew: number,
): VanishedItem[] {
  if (ids.length === 0) return [];
  const missing = ids.map((id) => openItem(ledger, id));
  const created = newItems(ledger, firstNew);
  const proposals = proposalsFor(ledger, missing, created, firstNew);
  const said = new Said(options.close ?? [], missing, created);
  const closings = missing.map((item): VanishedItem => {
    const proposal = proposals.get(item.id) ?? null;
    const closing = said.of(item) ?? taken(proposal, options);
    const by = closing.reason === 'replaced' ? (closing.by ?? proposal?.by ?? null) : null;
    close(ledger, item, closing.reason, by);
    return {
      customerKey: item.key,
      customerName: item.name,
      number: item.number,
      discriminator: item.discriminator,
      currency: item.currency,
      openMinor: item.open,
      dueOn: dueOnOf(item, item.customer_terms),
      reason: closing.reason,
      by: by?.number ?? null,
      proposed: proposal && { by: proposal.by.number, why: whyWords(proposal, ledger.batch.listDate) },
    };
  });
  warn(ledger, closings, said);
  return closings.sort((a, b) => Number(b.proposed !== null) - Number(a.proposed !== null));
}

function taken(proposal: Replacement | null, options: ImportOptions): { reason: ClosingReason; by: ListedItem | null } {
  if (proposal && options.takeProposals) return { reason: 'replaced', by: proposal.by };
  return { reason: options.closeOthers ?? 'paid', by: null };
}

function close(ledger: Ledger, item: OpenItem, reason: ClosingReason, by: ListedItem | null): void {
  const { listDate } = ledger.batch;
  ledger.addSettlement(
    {
      item_id: item.id,
      kind: 'closed',
      natural: listDate,
      on_date: listDate,
      after_date: lastShown(ledger, item),
      minor: item.open,
      reason,
      reference: by && toReference(by),
      method: null,
    },
    ledger.settlementsOf(item.id),
  );
  ledger.settled++;
  ledger.note('vanished', () => ({
    customerKey: item.key,
    customerName: item.name,
    number: item.number,
    currency: item.currency,
    before: item.open,
    after: 0,
    what: by ? `replaced by ${by.number}` : CLOSING_WORDS[reason],
  }));
}

/** What was said for single items. Where two items answer to one number, its customer must be said too. */
class Said {
  readonly unused: string[] = [];
  readonly doubtful: string[] = [];
  readonly #byId = new Map<number, { reason: ClosingReason; by: ListedItem | null }>();

  constructor(said: NonNullable<ImportOptions['close']>, missing: readonly OpenItem[], created: readonly ListedItem[]) {
    if (said.length === 0) return;
    const byName = new Map<string, OpenItem[]>();
    const put = (name: string, item: OpenItem) => byName.set(name, [...(byName.get(name) ?? []), item]);
    for (const item of missing) {
      put(item.number, item);
      put(`${item.key}/${item.number}`, item);
      put(`${item.key}\u001f${item.number}`, item);
    }
    const newOnes = new Map(created.map((item) => [`${item.customer}\u001f${item.number}`, item]));
    for (const { customer, number, reason, by } of said) {
      const found = byName.get(customer === undefined ? number : `${customer}\u001f${number}`) ?? [];
      const [item] = found;
      if (item === undefined) this.unused.push(number);
      else if (found.length > 1) this.doubtful.push(number);
      else {
        const heir = by === undefined ? undefined : newOnes.get(`${item.customer_id}\u001f${by}`);
        if (by !== undefined && heir === undefined) this.unused.push(`${number} by ${by}`);
        this.#byId.set(item.id, { reason, by: heir ?? null });
      }
    }
  }

  of(item: OpenItem): { reason: ClosingReason; by: ListedItem | null } | undefined {
    return this.#byId.get(item.id);
  }
}

function warn(ledger: Ledger, closings: readonly VanishedItem[], said: Said): void {
  const passed = closings.filter((one) => one.proposed !== null && one.reason === 'paid');
  const list = (names: readonly string[]) => names.slice(0, NAMED).join(', ') + (names.length > NAMED ? '…' : '');
  if (passed.length > 0)
    ledger.warn(
      'replaced_proposed',
      `${counted(passed.length, 'vanished item')} may have been replaced by new ones: ${list(passed.map(({ number, proposed }) => `${number} by ${proposed?.by}`))}. As nothing else was said, ${passed.length === 1 ? 'it is' : 'they are'} closed as paid.`,
    );
  if (said.unused.length > 0)
    ledger.warn(
      'close_unknown',
      `What was said about closing ${list(said.unused)} was not used: ${said.unused.length === 1 ? 'that item does' : 'those items do'} not vanish with this list, or the new item is not on it.`,
    );
  if (said.doubtful.length > 0)
    ledger.warn(
      'close_doubtful',
      `Several vanished items have the number ${list(said.doubtful)}; say the customer too (CUSTOMER/NUMBER). They were closed as if nothing had been said.`,
    );
}

function proposalsFor(
  ledger: Ledger,
  missing: readonly OpenItem[],
  created: readonly ListedItem[],
  firstNew: number,
): Map<number, Replacement> {
  if (created.length === 0) return new Map();
  const ids = new Map<ListedItem, number>();
  const olds = missing.map((item) => {
    const listed = toListed(item, item.open, item.customer_terms);
    ids.set(listed, item.id);
    return listed;
  });
  const others = ledger.db.statement(
    'SELECT 1 FROM item WHERE customer_id = ? AND currency = ? AND amount_minor = ? AND id <> ? AND id < ? LIMIT 1',
  );
  const usual = (old: ListedItem) =>
    others.get(Number(old.customer), old.currency, old.amountMinor, ids.get(old), firstNew) !== undefined;
  return new Map(proposeReplacements(olds, created, usual).map((one) => [ids.get(one.old) as number, one]));
}

/** The items this batch brought, with what is open of them by it. */
function newItems(ledger: Ledger, firstNew: number): ListedItem[] {
  return ledger.db
    .all<ItemRow & { customer_terms: number | null }>(
      `SELECT i.*, c.terms_days AS customer_terms FROM item i JOIN customer c ON c.id = i.customer_id
       WHERE i.id >= ? AND c.source = ? ORDER BY i.id`,
      firstNew,
      ledger.batch.source,
    )
    .map((row) => toListed(row, row.amount_minor, row.customer_terms));
}

function toListed(row: ItemRow, minor: number, terms: number | null): ListedItem {
  return {
    customer: String(row.customer_id),
    number: row.number,
    discriminator: row.discriminator,
    currency: row.currency,
    minor,
    amountMinor: row.amount_minor,
    dueOn: dueOnOf(row, terms),
    poNumber: row.po_number,
  };
}

function whyWords({ old, by, why }: Replacement, listDate: IsoDate): string {
  const due = old.dueOn === null ? '' : dayWords(old.dueOn, listDate);
  const words: Record<Replacing, string> = {
    names_it: 'names it',
    same_due_date: `has the same amount and due date (${due})`,
    same_amount: 'has the same amount',
    smaller: `has the same due date (${due}) and a smaller amount: ${formatMoney({ minor: by.minor, currency: by.currency })}`,
  };
  return `${by.number} ${words[why]}`;
}
