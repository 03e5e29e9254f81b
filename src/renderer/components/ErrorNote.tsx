import classes from './components.module.css';

/** A call's refusal with its own words, where the answer would have stood. */
export function ErrorNote({ error, onRetry }: { error: Error; onRetry?: () => void }) {
  return (
    <div className={classes.error} role="alert">
      <span>{error.message}</span>
      {onRetry && (
        <button type="button" className="db-link" onClick={onRetry}>
          Try again
        </button>
      )}
    </div>
  );
}
