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
/** Kept to be shown, of those with a proposal and of those without. */
const SHOWN = 500;
/** With more vanished items at once nobody looks for what replaced each: it is the brake's question whether the list is complete. */
const MANY = 50_000;

/**
 * Closes what a complete list no longer names, between the list that showed it last and this one: with the reason said for it,
 * as *replaced* by a new item where that is proposed and proposals are taken, else as paid (rules: Vanished items).
 * @param firstNew least id of the items this batch created.
 * @returns the first closings, those with a proposal first.
 */
export function closeVanished(
  ledger: Ledger,
  ids: readonly number[],
  options: ImportOptions,
  firstNew: number,
): VanishedItem[] {
  if (ids.length === 0) return [];
  const few = ids.length > MANY ? null : [...each(ledger, ids)];
  const missing = () => few ?? each(ledger, ids);
  const proposals = few === null ? new Map<number, Replacement>() : proposalsFor(ledger, few, firstNew);
  const said = new Said(ledger, options.close ?? [], missing, firstNew);
  const [proposed, others]: VanishedItem[][] = [[], []];
  const passed: string[] = [];
  for (const item of missing()) {
    const proposal = proposals.get(item.id) ?? null;
    const closing = said.of(item) ?? taken(proposal, options);
    const by = closing.reason === 'replaced' ? (closing.by ?? proposal?.by ?? null) : null;
    close(ledger, item, closing.reason, by);
    if (proposal && closing.reason === 'paid') passed.push(`${item.number} by ${proposal.by.number}`);
    const list = proposal ? proposed : others;
    if (list && list.length < SHOWN) list.push(vanished(ledger, item, closing.reason, by, proposal));
  }
  warn(ledger, passed, said);
  return [...(proposed ?? []), ...(others ?? [])];
}

function* each(ledger: Ledger, ids: readonly number[]): Generator<OpenItem> {
  for (const id of ids) yield openItem(ledger, id);
}

function vanished(
  ledger: Ledger,
  item: OpenItem,
  reason: ClosingReason,
  by: ListedItem | null,
  proposal: Replacement | null,
): VanishedItem {
  return {
    customerKey: item.key,
    customerName: item.name,
    number: item.number,
    discriminator: item.discriminator,
    currency: item.currency,
    openMinor: item.open,
    dueOn: dueOnOf(item, item.customer_terms),
    reason,
    by: by?.number ?? null,
    proposed: proposal && { by: proposal.by.number, why: whyWords(proposal, ledger.batch.listDate) },
  };
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

  constructor(
    ledger: Ledger,
    said: NonNullable<ImportOptions['close']>,
    missing: () => Iterable<OpenItem>,
    firstNew: number,
  ) {
    if (said.length === 0) return;
    const wanted = new Map<string, OpenItem[]>();
    const nameOf = (one: (typeof said)[number]) =>
      one.customer === undefined ? one.number : `${one.customer}\u001f${one.number}`;
    for (const one of said) wanted.set(nameOf(one), []);
    for (const item of missing())
      for (const name of [item.number, `${item.key}/${item.number}`, `${item.key}\u001f${item.number}`])
        wanted.get(name)?.push(item);
    for (const one of said) {
      const { number, reason, by } = one;
      const [item, other] = wanted.get(nameOf(one)) ?? [];
      if (item === undefined) this.unused.push(number);
      else if (other !== undefined) this.doubtful.push(number);
      else {
        const heir = by === undefined ? null : newItem(ledger, firstNew, item.customer_id, by);
        if (by !== undefined && heir === null) this.unused.push(`${number} by ${by}`);
        this.#byId.set(item.id, { reason, by: heir });
      }
    }
  }

  of(item: OpenItem): { reason: ClosingReason; by: ListedItem | null } | undefined {
    return this.#byId.get(item.id);
  }
}

function warn(ledger: Ledger, passed: readonly string[], said: Said): void {
  const list = (names: readonly string[]) => names.slice(0, NAMED).join(', ') + (names.length > NAMED ? '…' : '');
  if (passed.length > 0)
    ledger.warn(
      'replaced_proposed',
      `${counted(passed.length, 'vanished item')} may have been replaced by new ones: ${list(passed)}. As nothing else was said, ${passed.length === 1 ? 'it is' : 'they are'} closed as paid.`,
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

function proposalsFor(ledger: Ledger, missing: readonly OpenItem[], firstNew: number): Map<number, Replacement> {
  const ids = new Map<ListedItem, number>();
  const olds = missing.map((item) => {
    const listed = toListed(item, item.open, item.customer_terms);
    ids.set(listed, item.id);
    return listed;
  });
  const created = newItems(ledger, firstNew, 'i.customer_id IN (SELECT value FROM json_each(?))', [
    JSON.stringify([...new Set(missing.map((item) => item.customer_id))]),
  ]);
  const others = ledger.db.statement(
    'SELECT 1 FROM item WHERE customer_id = ? AND currency = ? AND amount_minor = ? AND id <> ? AND id < ? LIMIT 1',
  );
  const usual = (old: ListedItem) =>
    others.get(Number(old.customer), old.currency, old.amountMinor, ids.get(old), firstNew) !== undefined;
  return new Map(proposeReplacements(olds, created, usual).map((one) => [ids.get(one.old) as number, one]));
}

function newItem(ledger: Ledger, firstNew: number, customerId: number, number: string): ListedItem | null {
  return newItems(ledger, firstNew, 'i.customer_id = ? AND i.number = ?', [customerId, number])[0] ?? null;
}

/** Items this batch brought. */
function newItems(ledger: Ledger, firstNew: number, where: string, params: readonly unknown[]): ListedItem[] {
  return ledger.db
    .all<ItemRow & { customer_terms: number | null }>(
      `SELECT i.*, c.terms_days AS customer_terms FROM item i JOIN customer c ON c.id = i.customer_id
       WHERE i.id >= ? AND ${where} ORDER BY i.id`,
      firstNew,
      ...params,
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
