export type CellValue = string | number | null | undefined;

const words = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** Numbers by size, words by the reader's alphabet with numbers inside them by size (INV-9 before INV-10). */
export function compareValues(a: CellValue, b: CellValue): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return words.compare(String(a ?? ''), String(b ?? ''));
}
