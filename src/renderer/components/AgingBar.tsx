import type { AgingRow } from '@shared/domain/results';
import { useBucketEdges } from './bucket-edges';
import { bucketColour, bucketOrder, bucketWords } from './buckets';
import classes from './components.module.css';
import { amountText } from './format';

/** Open amounts by bucket as a stacked bar, one bar a currency; the same in words for ears and on hover. Credits are not drawn. */
export function AgingBar({ rows, width }: { rows: readonly AgingRow[]; width?: number | string }) {
  const edges = useBucketEdges();
  return (
    <span className={classes.agingBars} style={{ width }}>
      {rows.map((row) => {
        const parts = Object.entries(row.buckets)
          .filter(([, minor]) => minor !== 0)
          .sort(([a], [b]) => bucketOrder(a, b));
        const words = parts.map(([key, minor]) => `${bucketWords(key)} ${amountText(minor, row.currency)}`).join(', ');
        return (
          <span
            key={row.currency}
            className={classes.agingBar}
            role="img"
            aria-label={`Aging: ${words || 'nothing open'}`}
            title={words}
          >
            {parts
              .filter(([key, minor]) => key !== 'credits' && minor > 0)
              .map(([key, minor]) => (
                <span key={key} style={{ flexGrow: minor, background: bucketColour(key, edges) }} />
              ))}
          </span>
        );
      })}
    </span>
  );
}
