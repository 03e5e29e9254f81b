import { notifyError } from '../../app/notify';
import { useDesk } from '../../app/state';
import { ChooseButton } from './ChooseButton';
import classes from './ImportView.module.css';
import { useQueue } from './queue';

/** Where files come in: dropped anywhere on the window, chosen with the button, or put into the plain file field. */
export function FileDrop({ reading }: { reading: boolean }) {
  const asOf = useDesk((desk) => desk.asOf);
  const take = useQueue((queue) => queue.take);

  const register = async (input: HTMLInputElement) => {
    try {
      const files = await window.duebook.registerFiles([...(input.files ?? [])]);
      input.value = '';
      if (files.length > 0) await take(files, asOf);
    } catch (error) {
      notifyError(error);
    }
  };

  return (
    <section className={classes.drop} aria-label="Files">
      <div>
        <p className={classes.dropTitle}>Drop a list here, or anywhere on the window</p>
        <p className="db-quiet">
          Open items, invoices, payments, customers or contacts, as the CSV, text or Excel file your ledger writes.
          Nothing is recorded before you have seen what it changes, and every import can be undone.
        </p>
      </div>
      <ChooseButton label="Choose file" busy={reading} />
      <input
        type="file"
        className="db-hidden"
        aria-label="Import file"
        multiple
        tabIndex={-1}
        onChange={(event) => void register(event.currentTarget)}
      />
    </section>
  );
}
