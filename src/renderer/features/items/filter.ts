import type { ItemRow } from '@shared/contract/items';
import type { Pick } from './AgingStrip';
import type { CustomerLine } from './columns';
import { TYPE_WORDS } from './words';

const wordsOf = (text: string): string[] => text.toLowerCase().split(/\s+/).filter(Boolean);

export function filterItems(rows: readonly ItemRow[], text: string, pick: Pick): ItemRow[] {
  const words = wordsOf(text);
  return rows.filter((row) => {
    if (pick.bucket !== null && row.bucket !== pick.bucket) return false;
    if (pick.currency !== null && row.currency !== pick.currency) return false;
    if (words.length === 0) return true;
    const hay =
      `${row.customerName}\n${row.customerKey}\n${row.number}\n${row.poNumber ?? ''}\n${row.status?.text ?? ''}\n${TYPE_WORDS[row.type]}\n${row.tags.join('\n')}`.toLowerCase();
    return words.every((word) => hay.includes(word));
  });
}

export function filterLines(lines: readonly CustomerLine[], text: string, pick: Pick): CustomerLine[] {
  const words = wordsOf(text);
  return lines.filter((line) => {
    if (pick.currency !== null && line.row.currency !== pick.currency) return false;
    if (pick.bucket !== null && (line.row.buckets[pick.bucket] ?? 0) === 0) return false;
    const hay = `${line.name}\n${line.key}`.toLowerCase();
    return words.every((word) => hay.includes(word));
  });
}
