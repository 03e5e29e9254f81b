import { useBucketEdges } from './bucket-edges';
import { bucketColour, bucketWords } from './buckets';
import classes from './components.module.css';

/** A bucket's colour square with its words ("31–60"). Edges other than the portfolio's are those being typed in Settings. */
export function BucketLabel({ bucket, edges }: { bucket: string; edges?: readonly number[] }) {
  const known = useBucketEdges();
  return (
    <span className={classes.bucket}>
      <span className={classes.square} style={{ background: bucketColour(bucket, edges ?? known) }} />
      <span className={classes.bucketWords} title={bucketWords(bucket)}>
        {bucketWords(bucket)}
      </span>
    </span>
  );
}
