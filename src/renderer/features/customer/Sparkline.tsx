const WIDTH = 64;
const HEIGHT = 16;
const MOST = 24;

/** Days late of the last paid items, oldest first; the line at the due date (0) is drawn faintly. */
export function Sparkline({ days }: { days: readonly number[] }) {
  const shown = days.slice(-MOST);
  if (shown.length < 3) return null;
  const low = Math.min(0, ...shown);
  const high = Math.max(1, ...shown);
  const y = (value: number) => HEIGHT - 2 - ((value - low) / (high - low)) * (HEIGHT - 4);
  const points = shown.map((value, index) => `${(index / (shown.length - 1)) * WIDTH},${y(value).toFixed(1)}`);
  const words = `Days late of the last ${shown.length} paid items, oldest first: ${shown.join(', ')}`;
  return (
    <svg width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={words}>
      <title>{words}</title>
      <line x1="0" x2={WIDTH} y1={y(0)} y2={y(0)} stroke="var(--db-line-strong)" strokeDasharray="2 2" />
      <polyline
        points={points.join(' ')}
        fill="none"
        stroke="var(--db-accent)"
        strokeWidth="1.5"
        strokeLinejoin="round"
      />
    </svg>
  );
}
