const FIXED: Record<string, string> = { current: 'Current', noDueDate: 'No due date', credits: 'Credit' };

const firstDay = (key: string): number => Number(/^d(\d+)_/.exec(key)?.[1] ?? 0);

/** "d31_60" → "31–60", "d91_plus" → "91+"; edges are a setting, so the key says them. */
export function bucketWords(key: string): string {
  const fixed = FIXED[key];
  if (fixed) return fixed;
  const [, from, to] = /^d(\d+)_(\d+|plus)$/.exec(key) ?? [];
  if (!from) return key;
  return to === 'plus' ? `${from}+` : `${from}–${to}`;
}

/** One ramp from grey to red, by the days a bucket begins with. */
export function bucketColour(key: string): string {
  if (key === 'current') return 'var(--db-bucket-current)';
  if (key === 'noDueDate') return 'var(--db-bucket-none)';
  if (key === 'credits') return 'var(--db-bucket-credits)';
  const from = firstDay(key);
  const step = from <= 30 ? 1 : from <= 60 ? 2 : from <= 90 ? 3 : 4;
  return `var(--db-bucket-${step})`;
}

/** Current, overdue by age, no due date, credits. */
export function bucketOrder(a: string, b: string): number {
  const place = (key: string) =>
    key === 'current' ? -1 : key === 'noDueDate' ? 1e6 : key === 'credits' ? 2e6 : firstDay(key);
  return place(a) - place(b);
}
