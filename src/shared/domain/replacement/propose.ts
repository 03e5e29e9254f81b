import type { CurrencyCode, IsoDate, ItemRef, Minor } from '../model';

/** An item as a list shows it: one that vanished from it, or one that it names for the first time. */
export interface ListedItem extends ItemRef {
  /** Any text that is the same for the items of one customer only. */
  customer: string;
  currency: CurrencyCode;
  /** Open amount when it vanished; amount of a new one. Negative for credits. */
  minor: Minor;
  /** Amount on the invoice; part of it may be paid. */
  amountMinor: Minor;
  dueOn: IsoDate | null;
  poNumber: string | null;
}

export type Replacing = 'names_it' | 'same_due_date' | 'same_amount' | 'smaller';

export interface Replacement {
  old: ListedItem;
  by: ListedItem;
  why: Replacing;
}

/** A number shorter than this stands in too many other texts to mean an item. */
const LEAST_NAME = 3;
/** Characters and words of a text in which names are looked for. */
const LOOK_AT = 200;
const WORDS = 12;

/** One sign by which items are matched: texts that an old and a new one must have in common. */
interface Sign {
  why: Replacing;
  ofOld: (item: ListedItem) => string[];
  ofNew: (item: ListedItem) => string[];
  /** Says something only where one vanished item and one new one have it. */
  alone: boolean;
  fits?: (old: ListedItem, by: ListedItem) => boolean;
}

const due = (item: ListedItem) => item.dueOn ?? '';
const whenDue = (item: ListedItem, text: string) => (item.dueOn === null ? [] : [text]);
const amounts = (item: ListedItem) => [...new Set([item.minor, item.amountMinor])];

/** The strongest first. */
const SIGNS: readonly Sign[] = [
  {
    why: 'names_it',
    ofOld: (item) => (item.number.length >= LEAST_NAME && /\d/.test(item.number) ? [item.number] : []),
    // The very number again is another year's item, not a name for it.
    ofNew: (item) => [...namesIn(item.number), ...namesIn(item.poNumber ?? '')].filter((name) => name !== item.number),
    alone: false,
  },
  {
    why: 'same_due_date',
    ofOld: (item) => amounts(item).flatMap((minor) => whenDue(item, `${due(item)} ${minor}`)),
    ofNew: (item) => whenDue(item, `${due(item)} ${item.minor}`),
    alone: false,
  },
  {
    why: 'same_amount',
    ofOld: (item) => amounts(item).map(String),
    ofNew: (item) => [String(item.minor)],
    alone: true,
  },
  {
    why: 'smaller',
    ofOld: (item) => whenDue(item, due(item)),
    ofNew: (item) => whenDue(item, due(item)),
    alone: true,
    fits: (old, by) => Math.abs(by.minor) < Math.abs(old.minor),
  },
];

/**
 * Which of the vanished items were replaced by which of the new ones (rules: Vanished items): a new item of the same customer and
 * currency that names the old number, or has the same amount (what was open or the whole), or a smaller one with the same due date.
 * Each item stands in one proposal at most; the strongest sign goes first: named, amount and due date, amount alone, smaller.
 *
 * A customer billed the same amount every month has paid one invoice and got the next: amount alone counts only where one item
 * vanished with it, one came, and `usual` does not know it. Every sign is looked up, so a million items take their time once.
 * @param usual whether the customer has had other items of the old one's amount.
 */
export function proposeReplacements(
  vanished: readonly ListedItem[],
  created: readonly ListedItem[],
  usual: (old: ListedItem) => boolean = () => false,
): Replacement[] {
  const proposals: Replacement[] = [];
  const taken = new Set<ListedItem>();
  for (const sign of SIGNS) {
    const olds = indexed(vanished, sign.ofOld, taken);
    const news = indexed(created, sign.ofNew, taken);
    for (const [key, coming] of news) {
      const gone = olds.get(key);
      if (gone === undefined || (sign.alone && (gone.length > 1 || coming.length > 1))) continue;
      for (const old of gone) {
        if (taken.has(old) || (sign.why === 'same_amount' && usual(old))) continue;
        const by = coming.find((item) => !taken.has(item) && (sign.fits?.(old, item) ?? true));
        if (by === undefined) continue;
        taken.add(old).add(by);
        proposals.push({ old, by, why: sign.why });
      }
    }
  }
  return proposals;
}

function indexed(
  items: readonly ListedItem[],
  keysOf: (item: ListedItem) => string[],
  taken: ReadonlySet<ListedItem>,
): Map<string, ListedItem[]> {
  const index = new Map<string, ListedItem[]>();
  for (const item of [...items].sort(inOrder)) {
    if (taken.has(item)) continue;
    for (const key of new Set(keysOf(item))) {
      const full = [item.customer, item.currency, Math.sign(item.minor), key].join('\u0000');
      const list = index.get(full);
      if (list) list.push(item);
      else index.set(full, [item]);
    }
  }
  return index;
}

/** Every run of whole words of a text: "RE-100/2" and "corrects RE-100" name RE-100, RE-1001 does not. */
function namesIn(text: string): string[] {
  const edges = [...text.slice(0, LOOK_AT).matchAll(/[\p{L}\p{N}]+/gu)].slice(0, WORDS);
  const names: string[] = [];
  for (const [i, first] of edges.entries())
    for (const last of edges.slice(i)) names.push(text.slice(first.index, last.index + last[0].length));
  return names;
}

function inOrder(a: ListedItem, b: ListedItem): number {
  const name = (item: ListedItem) => [item.customer, item.dueOn ?? '~', item.number, item.discriminator].join('\u0000');
  return name(a) < name(b) ? -1 : name(a) > name(b) ? 1 : 0;
}
