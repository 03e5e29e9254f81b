import { headerWords } from './synonyms';

/** Columns that say something of one line of an invoice, as against the invoice. */
const OF_A_LINE =
  /^(item|item name|item desc|item description|item price|item total|item cost|item quantity|line|line no|line number|line total|line amount|line subtotal|line description|product|product name|quantity|qty|rate|unit price|usage unit|menge|artikel|artikelnr|artikelbezeichnung|einzelpreis|position|positionsbetrag|quantite|designation article|prix unitaire|cantidad|precio unitario|quantidade|preco unitario|quantita|prezzo unitario|aantal|stuksprijs)$/;

/** Whether a file has columns of invoice lines, so that one number may stand in several rows. */
export function hasLineColumns(headers: readonly string[]): boolean {
  return headers.filter((header) => OF_A_LINE.test(headerWords(header))).length >= 2;
}

/**
 * Numbers that stand in rows with different amounts: the amount is that of a line, and no row has the invoice's.
 * `identityOf` and `amountOf` give the text of a row's identity and amount.
 */
export function splitOverRows(
  rows: readonly (readonly string[])[],
  identityOf: (cells: readonly string[]) => string,
  amountOf: (cells: readonly string[]) => string,
): Set<string> {
  const amounts = new Map<string, string>();
  const split = new Set<string>();
  for (const cells of rows) {
    const identity = identityOf(cells);
    const amount = amountOf(cells);
    const earlier = amounts.get(identity);
    if (earlier === undefined) amounts.set(identity, amount);
    else if (earlier !== amount) split.add(identity);
  }
  return split;
}
