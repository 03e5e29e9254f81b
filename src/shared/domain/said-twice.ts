import type { ClosingReason, IsoDate, Minor, SettlementKind } from './model';
import { earliestDay, isPaymentLike } from './open-amount';

/** A settlement as it was recorded, and the list date of the import that recorded it. */
export interface Recorded {
  kind: SettlementKind;
  natural: string;
  on: IsoDate;
  after: IsoDate | null;
  minor: Minor;
  reason: ClosingReason | null;
  listDate: IsoDate;
}

/** What the latest list that names an item says is open of it; `openMinor` null when it does not say. */
export interface Listed {
  on: IsoDate;
  openMinor: Minor | null;
}

/**
 * How much of each settlement of an item another one says too: in the given order, each with its settlement's sign, minor units. Two
 * copies that import different lists of one source infer the same fall, each between its own days; merged, both rows stand
 * (docs/adr/0012). Held against the latest list, what is open on its day may not be less, nor may more be open with all that lowered it
 * since; and nothing is settled beyond zero. What is too much is taken from what was inferred, the least certain first, a payment never:
 * on the list's word only as far as another settlement lies in the same days, or lists alone say more than the latest of them, so
 * that money newer than the list still counts. All zeros where one copy recorded
 * everything.
 */
export function saidTwice(amountMinor: Minor, listed: Listed, settlements: readonly Recorded[]): Minor[] {
  const sign = Math.sign(amountMinor) || 1;
  const rows = settlements.map((recorded) => ({ ...recorded, left: recorded.minor }));
  const lowers = (row: Row) => row.minor * sign > 0;
  const open = (counts: (row: Row) => boolean) =>
    rows.reduce((sum, row) => (counts(row) ? sum - row.left : sum), amountMinor) * sign;
  const inferred = leastCertainFirst(rows.filter(lowers));
  const says = listed.openMinor === null ? null : listed.openMinor * sign;
  if (says !== null) {
    const byThen = ({ on }: Row) => on <= listed.on;
    const rises = latestFirst(rows.filter((row) => row.kind === 'reversal' && !lowers(row) && byThen(row)));
    const others = (row: Row) => sizeOf(rows.filter((other) => other !== row && lowers(other) && overlap(row, other)));
    // Closed by one that did not find it, named later by another: that one would have reversed it.
    const named = (row: Row) => row.kind === 'closed' && row.on < listed.on && !rises.some(({ on }) => on > row.on);
    take(says - open(byThen), inferred.filter(byThen), (row) => (named(row) ? Number.POSITIVE_INFINITY : others(row)));
    // Lists alone never say more than the latest of them: each would have reversed what is open again.
    const byLists = open((row) => byThen(row) && row.kind !== 'payment');
    take(says - byLists, inferred.filter(byThen));
    take(open((row) => byThen(row) || lowers(row)) - says, rises, (row) => sizeOf(rises) - sizeOf([row]));
  }
  take(Math.min(0, says ?? 0) - open(() => true), inferred);
  return rows.map((row) => row.minor - row.left);
}

type Row = Recorded & { left: Minor };

/** Takes `tooMuch` from the rows in their order, from each at most what is left of it, and what others say of it. */
function take(
  tooMuch: Minor,
  from: readonly Row[],
  others: (row: Row) => Minor = () => Number.POSITIVE_INFINITY,
): void {
  let left = tooMuch;
  for (const row of from) {
    if (left <= 0) return;
    const taken = Math.min(left, others(row), Math.abs(row.left));
    row.left -= Math.sign(row.left) * taken;
    left -= taken;
  }
}

function sizeOf(rows: readonly Row[]): Minor {
  return rows.reduce((sum, { left }) => sum + Math.abs(left), 0);
}

/** Whether the days in which two settlements can have happened have one in common. */
function overlap(a: Row, b: Row): boolean {
  const [first, second] = [daysOf(a), daysOf(b)];
  return first.from <= second.until && second.from <= first.until;
}

/** First and last possible day. An opening lies anywhere before the list that showed the item first. */
function daysOf(row: Row): { from: IsoDate; until: IsoDate } {
  return row.kind === 'opening' ? { from: '', until: row.listDate } : { from: earliestDay(row), until: row.on };
}

const CERTAINTY = ['opening of a known item', 'inferred', 'paid_date', 'closed', 'opening'] as const;

/**
 * What was inferred: an *opening* where another list had named the item before, then *inferred* and *closed* as paid, a *paid
 * date*, *closed* with another reason, and any other *opening*; of each the latest first.
 */
function leastCertainFirst(rows: readonly Row[]): Row[] {
  const known = rows.flatMap(({ after }) => after ?? []).sort()[0];
  const certainty = (row: Row): (typeof CERTAINTY)[number] | null => {
    if (row.kind === 'opening')
      return known !== undefined && known < row.listDate ? 'opening of a known item' : 'opening';
    if (row.kind === 'closed') return isPaymentLike(row) ? 'inferred' : 'closed';
    return row.kind === 'inferred' || row.kind === 'paid_date' ? row.kind : null;
  };
  return CERTAINTY.flatMap((one) => latestFirst(rows.filter((row) => certainty(row) === one)));
}

function latestFirst(rows: readonly Row[]): Row[] {
  const text = ({ on, kind, natural }: Row) => `${on}|${kind}|${natural}`;
  return rows.toSorted((a, b) => (text(a) < text(b) ? 1 : -1));
}
