import type { AgendaView } from '@shared/contract/agenda';
import type { AgendaEntry } from '@shared/domain/results';
import { useEffect, useRef, useState } from 'react';

const SLIDE_MS = 140;

type Shown = readonly { entry: AgendaEntry; leaving: boolean }[];

/** The entries to draw; one that was just worked stays for a moment to slide out, so that the eye sees where it went. */
export function useLeaving(agenda: AgendaView | undefined): Shown {
  const before = useRef<readonly AgendaEntry[]>([]);
  const [shown, setShown] = useState<Shown>([]);
  useEffect(() => {
    const entries = agenda?.entries ?? [];
    const settled = entries.map((entry) => ({ entry, leaving: false }));
    const here = new Set(entries.map((entry) => entry.customerId));
    const worked = new Set(agenda?.worked.map((one) => one.customerId));
    const gone = before.current.filter((entry) => !here.has(entry.customerId) && worked.has(entry.customerId));
    const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    before.current = entries;
    // More than a few at once is another day or another list, not work.
    if (gone.length === 0 || gone.length > 2 || still) {
      setShown(settled);
      return;
    }
    const merged = [...settled, ...gone.map((entry) => ({ entry, leaving: true }))];
    setShown(merged.sort((a, b) => a.entry.rank - b.entry.rank));
    const timer = setTimeout(() => setShown(settled), SLIDE_MS);
    return () => clearTimeout(timer);
  }, [agenda]);
  return shown;
}
