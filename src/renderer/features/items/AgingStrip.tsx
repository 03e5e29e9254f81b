import type { AgingView } from '@shared/contract/items';
import type { CurrencyCode } from '@shared/domain/model';
import { BucketLabel } from '../../components/BucketLabel';
import { useBucketEdges } from '../../components/bucket-edges';
import { bucketColour, bucketWords } from '../../components/buckets';
import { amountText } from '../../components/format';
import classes from './AgingStrip.module.css';

export interface Pick {
  bucket: string | null;
  currency: CurrencyCode | null;
}

interface AgingStripProps {
  aging: AgingView;
  picked: Pick;
  onPick: (pick: Pick) => void;
}

/** The aging in one row a currency. Each figure is the sum of the items it filters the table below to. */
export function AgingStrip({ aging, picked, onPick }: AgingStripProps) {
  const edges = useBucketEdges();
  const is = (bucket: string | null, currency: CurrencyCode | null) =>
    picked.bucket === bucket && picked.currency === currency;
  const toggle = (bucket: string | null, currency: CurrencyCode | null) =>
    onPick(is(bucket, currency) ? { bucket: null, currency: null } : { bucket, currency });
  return (
    <div className={classes.scroller}>
      <table className={classes.strip} aria-label="Aging">
        <thead>
          <tr>
            <th scope="col">
              <span className="db-hidden">Currency</span>
            </th>
            {aging.buckets.map((bucket) => (
              <th key={bucket.key} scope="col">
                <button
                  type="button"
                  className={classes.head}
                  aria-pressed={is(bucket.key, null)}
                  onClick={() => toggle(bucket.key, null)}
                >
                  <BucketLabel bucket={bucket.key} />
                </button>
              </th>
            ))}
            <th scope="col" className={classes.balanceHead}>
              Balance
            </th>
          </tr>
        </thead>
        <tbody>
          {aging.totals.map((row) => {
            const largest = Math.max(1, ...Object.values(row.buckets).map(Math.abs));
            return (
              <tr key={row.currency}>
                <th scope="row">{row.currency}</th>
                {aging.buckets.map((bucket) => {
                  const minor = row.buckets[bucket.key] ?? 0;
                  const words = amountText(minor, row.currency);
                  return (
                    <td key={bucket.key}>
                      {minor === 0 ? (
                        <span className={classes.none}>–</span>
                      ) : (
                        <button
                          type="button"
                          className={classes.cell}
                          aria-pressed={is(bucket.key, row.currency)}
                          aria-label={`${bucketWords(bucket.key)} ${row.currency}: ${words}`}
                          onClick={() => toggle(bucket.key, row.currency)}
                        >
                          {amountText(minor, row.currency, false)}
                          <span className={classes.track}>
                            <span
                              style={{
                                width: `${Math.max(2, (100 * Math.abs(minor)) / largest)}%`,
                                background: bucketColour(bucket.key, edges),
                              }}
                            />
                          </span>
                        </button>
                      )}
                    </td>
                  );
                })}
                <td className={classes.balance}>
                  <button
                    type="button"
                    className={classes.cell}
                    aria-pressed={is(null, row.currency)}
                    aria-label={`Balance ${row.currency}: ${amountText(row.balance, row.currency)}`}
                    onClick={() => toggle(null, row.currency)}
                  >
                    {amountText(row.balance, row.currency)}
                    <span className={classes.track} style={{ visibility: 'hidden' }} />
                  </button>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
