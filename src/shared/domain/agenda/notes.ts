import type { RuleContext } from '../context';
import type { CustomerBook, Reason } from '../model';
import { type Facts, factsOf } from './facts';
import { softGate } from './gates';
import { morningBook } from './morning';
import { type PinEvent, pinOf } from './pins';

/** How the morning found a customer, whoever asks and whatever the clock says. */
export interface MorningNote {
  facts: Facts;
  event: PinEvent | null;
  /** The soft gate that keeps it off the list; null with a pin or without a gate. */
  gate: Reason | null;
}

/**
 * What was worked out about single books under one context, each once. A caller that keeps its books and its context keeps
 * the notes too: then only the books that changed are judged again.
 */
export interface Notes {
  factsOf(book: CustomerBook): Facts;
  morningOf(book: CustomerBook): MorningNote;
}

export function takeNotes(ctx: RuleContext): Notes {
  const facts = new WeakMap<CustomerBook, Facts>();
  const mornings = new WeakMap<CustomerBook, MorningNote>();
  const notes: Notes = {
    factsOf: (book) => once(facts, book, () => factsOf(book, ctx)),
    morningOf: (book) =>
      once(mornings, book, () => {
        const morning = morningBook(book, ctx.asOf);
        const known = morning === book ? notes.factsOf(book) : factsOf(morning, ctx);
        const event = pinOf(known, ctx);
        return { facts: known, event, gate: event === null ? softGate(known, ctx) : null };
      }),
  };
  return notes;
}

function once<K extends object, T>(known: WeakMap<K, T>, key: K, make: () => T): T {
  let value = known.get(key);
  if (value === undefined) {
    value = make();
    known.set(key, value);
  }
  return value;
}
