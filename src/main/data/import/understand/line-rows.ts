import { Seen } from '../seen';
import { headerWords } from './synonyms';

/** Columns that say something of one line of an invoice, as against the invoice. */
const OF_A_LINE =
  /^(item|item name|item desc|item description|item price|item total|item cost|item quantity|line|line no|line number|line total|line amount|line subtotal|line description|product|product name|quantity|qty|rate|unit price|usage unit|menge|artikel|artikelnr|artikelbezeichnung|einzelpreis|position|positionsbetrag|quantite|designation article|prix unitaire|cantidad|precio unitario|quantidade|preco unitario|quantita|prezzo unitario|aantal|stuksprijs)$/;

/** Whether a file has columns of invoice lines, so that one number may stand in several rows. */
export function hasLineColumns(headers: readonly string[]): boolean {
  return headers.filter((header) => OF_A_LINE.test(headerWords(header))).length >= 2;
}

/** Gathers numbers that stand in rows with different amounts: the amount is that of a line, and no row has the invoice's. */
export class SplitRows {
  readonly #amounts = new Seen();
  readonly #split = new Seen();

  add(identity: string, amount: string, line: number): void {
    if (typeof this.#amounts.look(identity, amount, line) === 'number') this.#split.mention(identity);
  }

  has(identity: string): boolean {
    return this.#split.has(identity);
  }
}
