import { bucketColour, bucketWords } from './buckets';
import classes from './components.module.css';

/** A bucket's colour square with its words ("31–60"). */
export function BucketLabel({ bucket }: { bucket: string }) {
  return (
    <span className={classes.bucket}>
      <span className={classes.square} style={{ background: bucketColour(bucket) }} />
      {bucketWords(bucket)}
    </span>
  );
}
