import type { AgendaEntry } from '@shared/domain/results';

export type ListLine = { kind: 'heading'; text: string } | { kind: 'entry'; entry: AgendaEntry; leaving: boolean };

const groupOf = (entry: AgendaEntry): string => {
  if (entry.whileAway) return 'While you were away';
  return entry.pin ? 'Pinned' : 'By points';
};

/** The list as it is drawn: a heading wherever the group changes; the order is the agenda's, untouched. */
export function linesOf(entries: readonly { entry: AgendaEntry; leaving: boolean }[]): ListLine[] {
  const lines: ListLine[] = [];
  let group: string | null = null;
  const groups = new Set(entries.map(({ entry }) => groupOf(entry)));
  for (const { entry, leaving } of entries) {
    const own = groupOf(entry);
    if (own !== group && groups.size > 1) lines.push({ kind: 'heading', text: own });
    group = own;
    lines.push({ kind: 'entry', entry, leaving });
  }
  return lines;
}
