import type { CurrencyCode, IsoDate, Item, Minor } from '../model';
import { earliestDay, existsAt, isPaymentLike, openMinor, standingFalls } from '../open-amount';
import { oldestFirst } from './item-ref';

/**
 * A fall of an item's open amount, or money that stands on an item unapplied. Pieces are cut where parts of one fall differ, so
 * that the whole of a piece counts alike; `left` is what no commitment has taken yet.
 */
export interface Piece {
  item: Item;
  minor: Minor;
  left: Minor;
  /** First and last day on which the open amount can have fallen. */
  fellFrom: IsoDate;
  fellOn: IsoDate;
  /** First and last day on which the money can have come in; earlier than the fall for money that was applied later. */
  moneyFrom: IsoDate;
  moneyOn: IsoDate;
  /** Money; otherwise a credit, a write-off, the application of a credit note, or settled before it was first seen. */
  cash: boolean;
  /** Stands unapplied at the as-of date: an open unapplied payment, or what an invoice was overpaid by. */
  unapplied: boolean;
}

/** What left an open credit: it was applied to invoices of the customer, or went back. */
interface Application {
  credit: Item;
  receivedOn: IsoDate;
  on: IsoDate;
  left: Minor;
}

/**
 * All that lowered a customer's items of one currency up to the as-of date, each minor unit in exactly one piece.
 *
 * An unapplied payment is money from the day it came in. When it is applied later, the invoices that fall on the day of the
 * application (or carry the payment's own day) are lowered by that same money, not by new money: that part of their fall takes the
 * payment's day. So money counted as *paid elsewhere* still counts after it was matched, and never twice. What left a credit
 * without such a fall went back, and is no money. Falls of credit notes turn the invoices' falls of that list into credits.
 */
export function piecesOf(items: readonly Item[], currency: CurrencyCode, asOf: IsoDate): Piece[] {
  const known = items.filter((item) => item.currency === currency && existsAt(item, asOf)).sort(oldestFirst);
  const pieces: Piece[] = [];
  const applications: Application[] = [];
  for (const item of known) {
    if (item.type === 'invoice' && item.amountMinor > 0) pieces.push(...fallsOf(item, asOf));
    else if (item.amountMinor < 0) applications.push(...applicationsOf(item, asOf));
  }
  applyCredits(pieces, applications);
  for (const item of known) {
    const open = -openMinor(item, asOf);
    if (item.type === 'unapplied_payment' && open > 0) pieces.push(unappliedPiece(item, open));
  }
  return pieces.filter((piece) => piece.minor > 0);
}

function fallsOf(item: Item, asOf: IsoDate): Piece[] {
  const pieces: Piece[] = [];
  let open = item.amountMinor;
  for (const { settlement, minor } of standingFalls(item, asOf)) {
    const fellFrom = earliestDay(settlement);
    const days = { fellFrom, fellOn: settlement.on, moneyFrom: fellFrom, moneyOn: settlement.on };
    const cash = isPaymentLike(settlement) && settlement.kind !== 'opening';
    const applied = Math.max(0, Math.min(minor, open));
    // What another item took over is neither money nor a credit: it is owed there.
    if (settlement.by !== undefined) {
      open -= applied;
      continue;
    }
    if (applied > 0) pieces.push({ item, minor: applied, left: applied, ...days, cash, unapplied: false });
    const over = minor - applied;
    if (over > 0 && cash) pieces.push({ item, minor: over, left: over, ...days, cash, unapplied: true });
    open -= applied;
  }
  return pieces;
}

function unappliedPiece(item: Item, open: Minor): Piece {
  const on = item.issuedOn ?? item.knownFrom;
  const days = { fellFrom: on, fellOn: on, moneyFrom: on, moneyOn: on };
  return { item, minor: open, left: open, ...days, cash: true, unapplied: true };
}

function applicationsOf(credit: Item, asOf: IsoDate): Application[] {
  return standingFalls(credit, asOf)
    .filter(({ settlement }) => isPaymentLike(settlement) && settlement.kind !== 'opening')
    .map(({ settlement, minor }) => ({
      credit,
      receivedOn: credit.issuedOn ?? credit.knownFrom,
      on: settlement.on,
      left: -minor,
    }));
}

/** Gives each application to the falls it explains: one of exactly its amount, else the falls of its day, else of the payment's day. */
function applyCredits(pieces: Piece[], applications: Application[]): void {
  if (applications.length === 0) return;
  const byDay = new Map<IsoDate, Piece[]>();
  for (const piece of pieces) {
    if (!piece.cash || piece.unapplied) continue;
    const sameDay = byDay.get(piece.fellOn);
    if (sameDay === undefined) byDay.set(piece.fellOn, [piece]);
    else sameDay.push(piece);
  }
  const give = (application: Application, piece: Piece) => {
    const taken = Math.min(application.left, piece.left);
    if (taken <= 0) return;
    const note = application.credit.type === 'credit_note';
    const origin = note ? { cash: false } : { moneyFrom: application.receivedOn, moneyOn: application.receivedOn };
    pieces.push({ ...piece, ...origin, minor: taken, left: taken });
    piece.minor -= taken;
    piece.left -= taken;
    application.left -= taken;
  };
  for (const application of applications) {
    const same = byDay.get(application.on)?.find((piece) => piece.left === application.left);
    if (same !== undefined) give(application, same);
  }
  for (const application of applications) {
    for (const day of [application.on, application.receivedOn]) {
      for (const piece of byDay.get(day) ?? []) give(application, piece);
    }
  }
}
