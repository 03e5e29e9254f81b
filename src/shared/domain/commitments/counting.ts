import type { RuleContext } from '../context';
import type { Commitment, CustomerBook, IsoDate, Item, Minor } from '../model';
import { itemsByRef, lineOf, refKey } from './item-ref';
import type { Piece } from './money-in';
import { piecesOf } from './money-in';
import { byPromisedDate } from './series';
import { amountTolerance, windowEnd } from './window';

/** A commitment with what was counted toward it. */
export interface Count {
  commitment: Commitment;
  windowEnd: IsoDate;
  withdrawn: boolean;
  /** Day from which a newer promise takes over, null while none did at the as-of date. */
  supersededOn: IsoDate | null;
  items: { item: Item; recorded: Minor; line: Item[] }[];
  /** The promised amount less credits and write-offs. */
  promised: Minor;
  paid: Minor;
  elsewhere: Minor;
  unapplied: Minor;
  /** Day from which the promise is fulfilled (its money's later day, for a fall between two lists), null while it is not. */
  fulfilledOn: IsoDate | null;
}

interface Counting extends Count {
  events: { on: IsoDate; paid: Minor; lowered: Minor }[];
  /** Part of its items' recorded open amounts that was not promised: credits use it up before they lower the promise. */
  slack: Minor;
}

/**
 * Counts money toward all commitments made up to the as-of date, in order of their promised dates; each minor unit once.
 * First, for every commitment, the falls of its own items; then receipts elsewhere for those still short (rules: Commitments).
 */
export function countMoney(book: CustomerBook, ctx: RuleContext): Count[] {
  const byRef = itemsByRef(book.items);
  const counts = book.commitments
    .filter((commitment) => commitment.madeOn <= ctx.asOf)
    .sort(byPromisedDate)
    .map((commitment) => startOf(commitment, byRef, ctx));
  for (const currency of new Set(counts.map((count) => count.commitment.currency))) {
    const pieces = piecesOf(book.items, currency, ctx.asOf).sort((a, b) => compare(a.fellOn, b.fellOn));
    const own = grouped(pieces, (piece) => (piece.unapplied ? [] : [piece.item]));
    const running = counts.filter((count) => count.commitment.currency === currency && !count.withdrawn);
    for (const [i, count] of running.entries()) countOwnItems(count, own, running.slice(0, i));
    const committed = grouped(running, (count) => count.items.flatMap(({ line }) => line));
    for (const count of running) countElsewhere(count, pieces, committed, ctx);
    for (const count of running) count.fulfilledOn = fulfilledOn(count, ctx);
  }
  return counts;
}

function startOf(commitment: Commitment, byRef: ReadonlyMap<string, Item>, ctx: RuleContext): Counting {
  const named = new Set(commitment.items.map(refKey));
  const items = commitment.items.flatMap(({ openMinor: recorded, ...ref }) => {
    const item = byRef.get(refKey(ref));
    if (item === undefined || item.type !== 'invoice' || item.currency !== commitment.currency) return [];
    // What took a named item's place is counted with that one.
    if (item.replaces?.some((old) => named.has(refKey(old)))) return [];
    return { item, recorded, line: lineOf(item, byRef) };
  });
  const { withdrawn, superseded } = commitment;
  return {
    commitment,
    windowEnd: windowEnd(commitment, ctx),
    withdrawn: withdrawn !== null && withdrawn.on <= ctx.asOf,
    supersededOn: superseded !== null && superseded.on <= ctx.asOf ? superseded.on : null,
    items,
    promised: commitment.minor,
    paid: 0,
    elsewhere: 0,
    unapplied: 0,
    fulfilledOn: null,
    events: [],
    slack: 0,
  };
}

/**
 * The falls of its own items since it was made. New money counts as paid. Everything else lowers what is promised: credits and
 * write-offs, and money that had come in before the promise but was booked or learnt of later. Where less was recorded as open than
 * the books say for that day, the difference was known to be paid: it counts for neither.
 */
function countOwnItems(count: Counting, own: ReadonlyMap<Item, readonly Piece[]>, earlier: readonly Counting[]): void {
  const { madeOn, minor } = count.commitment;
  const candidates: { piece: Piece; day: IsoDate; most: Minor }[] = [];
  for (const { item, recorded, line } of count.items) {
    const falls = line.flatMap((one) => own.get(one) ?? []);
    const before = falls.reduce((sum, piece) => sum + (piece.fellOn < madeOn ? piece.minor : 0), 0);
    const open = item.amountMinor - before;
    if (recorded > open) count.events.push({ on: madeOn, paid: 0, lowered: recorded - open });
    let known = Math.max(0, open - recorded);
    for (const piece of falls) {
      if (piece.fellOn < madeOn) continue;
      const skipped = piece.fellFrom <= madeOn ? Math.min(known, piece.minor) : 0;
      known -= skipped;
      const most = piece.minor - skipped;
      const newMoney = piece.cash && piece.moneyOn >= madeOn;
      const day = latest(newMoney ? piece.moneyFrom : piece.fellFrom, madeOn);
      if (most === 0 || !inTime(count, day, newMoney ? piece.moneyOn : piece.fellOn)) continue;
      if (newMoney) candidates.push({ piece, day, most });
      else count.events.push({ on: piece.fellOn, paid: 0, lowered: most });
    }
  }
  count.slack = slackOf(count, earlier);
  const lowered = count.events.reduce((sum, event) => sum + event.lowered, 0);
  count.promised = loweredTo(minor, lowered, count.slack);
  candidates.sort((a, b) => compare(a.day, b.day));
  for (const { piece, most } of candidates) take(count, piece, most, false);
}

/** Receipts inside [made, window end] on items under no commitment at that time, or unapplied, while the promise is not fulfilled. */
function countElsewhere(
  count: Counting,
  pieces: readonly Piece[],
  committed: ReadonlyMap<Item, readonly Count[]>,
  ctx: RuleContext,
): void {
  const { madeOn, currency } = count.commitment;
  const enough = () => count.paid >= count.promised - amountTolerance(count.promised, currency, ctx.settings);
  if (enough()) return;
  const candidates: { piece: Piece; day: IsoDate }[] = [];
  for (const piece of pieces) {
    if (!piece.cash || piece.left <= 0 || piece.moneyOn < madeOn) continue;
    // A fall between two lists came in on one of several days: it must not have been seen when the promise was made.
    if (piece.moneyFrom < piece.moneyOn && piece.moneyOn === madeOn) continue;
    const day = latest(piece.moneyFrom, madeOn);
    if (!inTime(count, day, piece.moneyOn)) continue;
    if (piece.unapplied || !underCommitment(committed.get(piece.item), day)) candidates.push({ piece, day });
  }
  candidates.sort((a, b) => compare(a.day, b.day));
  for (const { piece } of candidates) {
    if (enough()) return;
    take(count, piece, piece.left, true);
  }
}

/** Up to the window end; once superseded, only what had surely come in before the newer promise was made. */
function inTime(count: Count, day: IsoDate, lastDay: IsoDate): boolean {
  return day <= count.windowEnd && (count.supersededOn === null || lastDay < count.supersededOn);
}

/** Whether one of an item's commitments was running on the day. */
function underCommitment(counts: readonly Count[] | undefined, day: IsoDate): boolean {
  return (counts ?? []).some((count) => count.commitment.madeOn <= day && inTime(count, day, day));
}

function take(count: Counting, piece: Piece, most: Minor, elsewhere: boolean): void {
  const taken = Math.min(most, piece.left, count.promised - count.paid);
  if (taken <= 0) return;
  piece.left -= taken;
  count.paid += taken;
  count.events.push({ on: piece.moneyOn, paid: taken, lowered: 0 });
  if (elsewhere) count.elsewhere += taken;
  if (elsewhere && piece.unapplied) count.unapplied += taken;
}

/** Recorded open amounts less what is promised on them: by this commitment, and by earlier ones still running when it was made. */
function slackOf(count: Counting, earlier: readonly Counting[]): Minor {
  const { madeOn, minor } = count.commitment;
  let slack = count.items.reduce((sum, { recorded }) => sum + Math.max(0, recorded), 0) - minor;
  for (const other of earlier) {
    if (other.windowEnd < madeOn || (other.supersededOn !== null && other.supersededOn <= madeOn)) continue;
    const paidBefore = other.events.reduce((sum, event) => sum + (event.on < madeOn ? event.paid : 0), 0);
    const shared = count.items.reduce(
      (sum, { line, recorded }) => sum + (other.items.some((own) => line.includes(own.item)) ? recorded : 0),
      0,
    );
    slack -= Math.min(Math.max(0, other.promised - paidBefore), shared);
  }
  return Math.max(0, slack);
}

function loweredTo(minor: Minor, lowered: Minor, slack: Minor): Minor {
  return Math.max(0, minor - Math.max(0, lowered - slack));
}

function fulfilledOn(count: Counting, ctx: RuleContext): IsoDate | null {
  const { minor, currency } = count.commitment;
  let paid = 0;
  let lowered = 0;
  for (const event of count.events.sort((a, b) => compare(a.on, b.on))) {
    paid += event.paid;
    lowered += event.lowered;
    const promised = loweredTo(minor, lowered, count.slack);
    if (paid >= promised - amountTolerance(promised, currency, ctx.settings)) return event.on;
  }
  return null;
}

function latest(a: IsoDate, b: IsoDate): IsoDate {
  return a > b ? a : b;
}

function compare(a: IsoDate, b: IsoDate): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function grouped<Key, Value>(values: readonly Value[], keysOf: (value: Value) => Key[]): Map<Key, Value[]> {
  const groups = new Map<Key, Value[]>();
  for (const value of values) {
    for (const key of keysOf(value)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [value]);
      else group.push(value);
    }
  }
  return groups;
}
