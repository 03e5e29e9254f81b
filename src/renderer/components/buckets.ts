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

/** The ramp's colours, `--db-bucket-1` to `--db-bucket-4`. */
const RAMP = 4;

/**
 * One ramp from grey to red. An overdue bucket's place among those the edges make decides, so that the last is always the darkest
 * and no two share a colour; with more buckets than colours they are mixed from their neighbours.
 */
export function bucketColour(key: string, edges: readonly number[]): string {
  if (key === 'current') return 'var(--db-bucket-current)';
  if (key === 'noDueDate') return 'var(--db-bucket-none)';
  if (key === 'credits') return 'var(--db-bucket-credits)';
  const place = edges.filter((edge) => edge < firstDay(key)).length;
  const at = edges.length === 0 ? RAMP : 1 + ((RAMP - 1) * place) / edges.length;
  const below = Math.floor(at);
  const share = Math.round(100 * (at - below));
  return share === 0
    ? `var(--db-bucket-${below})`
    : `color-mix(in oklab, var(--db-bucket-${below + 1}) ${share}%, var(--db-bucket-${below}))`;
}

/** Current, overdue by age, no due date, credits. */
export function bucketOrder(a: string, b: string): number {
  const place = (key: string) =>
    key === 'current' ? -1 : key === 'noDueDate' ? 1e6 : key === 'credits' ? 2e6 : firstDay(key);
  return place(a) - place(b);
}
