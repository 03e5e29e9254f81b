import { addDays } from '@shared/domain/dates';
import type { IsoDate, Minor } from '@shared/domain/model';
import { holds, type ItemRow, type Ledger, type SettlementRow } from './ledger';

export interface StateChange {
  before: Minor;
  after: Minor;
  /** What the list showed: nothing, part of it paid, all of it paid, or it came back. */
  what: 'same' | 'part_paid' | 'paid' | 'returned';
}

/** amount − Σ of what settlements hold, of whatever date. */
export function openOf(amount: Minor, settlements: readonly SettlementRow[]): Minor {
  return settlements.reduce((open, settlement) => open - holds(settlement), amount);
}

/**
 * The first possible day before an inferred fall: the list that showed the item last. A list of the very same day leaves only that
 * day itself.
 */
export function lastShown(ledger: Ledger, item: ItemRow): IsoDate {
  const shown = ledger.stampedOn(item);
  return shown < ledger.batch.listDate ? shown : addDays(ledger.batch.listDate, -1);
}

/**
 * Brings a known item to the open amount a list states (rules: Open amount; Returned). A fall is inferred between two
 * lists, or dated when the row says when it was paid; a rise reverses. Settlements dated after the list do not
 * contradict it: between "all of them" and "those up to the list date" nothing happens. `settlements` are all of the item;
 * `after` tells the first possible day before a fall.
 */
export function stateOpen(
  ledger: Ledger,
  item: ItemRow,
  amount: Minor,
  listed: Minor,
  paidOn: IsoDate | null,
  after: () => IsoDate,
  settlements: readonly SettlementRow[],
): StateChange {
  if (settlements.length === 0 && amount === listed) return { before: amount, after: amount, what: 'same' };
  const { listDate } = ledger.batch;
  const open = openOf(amount, settlements);
  const openThen = openOf(
    amount,
    settlements.filter((settlement) => settlement.on_date <= listDate),
  );
  const sign = Math.sign(amount) || Math.sign(listed) || 1;
  const fall = open - listed;
  const rise = listed - openThen;
  const empty = { item_id: item.id, after_date: null, reason: null, reference: null, method: null };
  if (fall * sign > 0) {
    const natural = paidOn ?? listDate;
    ledger.addSettlement(
      paidOn
        ? { ...empty, kind: 'paid_date', natural, on_date: paidOn, minor: fall }
        : { ...empty, kind: 'inferred', natural, on_date: listDate, after_date: after(), minor: fall },
      settlements,
    );
    return { before: open, after: listed, what: listed === 0 ? 'paid' : 'part_paid' };
  }
  if (rise * sign > 0) {
    ledger.addSettlement(
      { ...empty, kind: 'reversal', natural: listDate, on_date: listDate, minor: -rise },
      settlements,
    );
    return { before: openThen, after: listed, what: 'returned' };
  }
  return { before: open, after: open, what: 'same' };
}

/** Brings a known item to "the rest was paid on that day"; a blank date takes a former one back. */
export function statePaid(
  ledger: Ledger,
  item: ItemRow,
  amount: Minor,
  paidOn: IsoDate | null,
  settlements: readonly SettlementRow[],
): StateChange {
  const { listDate } = ledger.batch;
  const before = openOf(amount, settlements);
  const dated = settlements.filter((settlement) => settlement.kind === 'paid_date' && holds(settlement) !== 0);
  const [first, ...others] = dated;
  const empty = { item_id: item.id, after_date: null, reason: null, reference: null, method: null };
  if (paidOn === null) {
    const paid = dated.reduce((sum, settlement) => sum + holds(settlement), 0);
    if (paid === 0 || before !== 0) return { before, after: before, what: 'same' };
    ledger.addSettlement(
      { ...empty, kind: 'reversal', natural: listDate, on_date: listDate, minor: -paid },
      settlements,
    );
    return { before, after: paid, what: 'returned' };
  }
  if (before * (Math.sign(amount) || 1) > 0) {
    ledger.addSettlement({ ...empty, kind: 'paid_date', natural: paidOn, on_date: paidOn, minor: before }, settlements);
    return { before, after: 0, what: 'paid' };
  }
  // Paid before already, now said to be on another day: one date is corrected, several part payments are left alone.
  if (before === 0 && first && others.length === 0 && first.on_date !== paidOn) {
    const known = ledger.takeTwiceSaid(settlements).filter((settlement) => settlement.kind === 'paid_date');
    const former = known.find((settlement) => settlement.id === first.id) as SettlementRow;
    const emptied = known.find((settlement) => settlement.natural === paidOn);
    if (emptied) {
      ledger.update('settlement', emptied, { on_date: paidOn, minor: former.minor });
      ledger.setMinor(former, 0);
    } else ledger.update('settlement', former, { on_date: paidOn, natural: paidOn });
    return { before, after: before, what: 'paid' };
  }
  return { before, after: before, what: 'same' };
}
