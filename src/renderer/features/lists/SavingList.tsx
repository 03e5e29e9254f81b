import { Running, useProgress } from '../../components/Running';
import classes from './SavingList.module.css';
import { useSaving } from './save-list';

/** How far a list is that is being saved, whatever view one looks at meanwhile; a quick one is done before it shows. */
export function SavingList() {
  const saving = useSaving((state) => state.saving);
  const progress = useProgress(saving);
  if (!saving) return null;
  return (
    <section className={classes.saving} aria-label="Saving a list">
      <Running progress={progress} what="Saving the list" />
    </section>
  );
}
