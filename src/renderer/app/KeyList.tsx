import { Modal, Switch } from '@mantine/core';
import { Kbd } from '../components/Kbd';
import { useRegistry } from './commands';
import classes from './KeyList.module.css';
import { useDesk } from './state';

const GROUPS = ['Call', 'Customer', 'List', 'Go to', 'Day', 'Window'] as const;

/** Rows take these themselves while one of them has the focus. */
const IN_TABLES = [
  ['Next row', 'arrowdown'],
  ['Open the row', 'enter'],
  ['Tick the row', 'space'],
] as const;

/** The keys that act here and now, from the same registry that runs them. */
export function KeyList() {
  const open = useDesk((desk) => desk.keyListOpen);
  const setOpen = useDesk((desk) => desk.setKeyListOpen);
  const singleKeys = useDesk((desk) => desk.singleKeys);
  const setSingleKeys = useDesk((desk) => desk.setSingleKeys);
  const commands = useRegistry((state) => state.commands);
  return (
    <Modal opened={open} onClose={() => setOpen(false)} title="Keys" size="lg">
      <div className={classes.groups}>
        {GROUPS.map((group) => {
          const keyed = commands.filter((command) => command.group === group && command.keys);
          if (keyed.length === 0) return null;
          return (
            <section key={group}>
              <h3 className={classes.title}>{group}</h3>
              <dl className={classes.list}>
                {keyed.map((command) => (
                  <div key={command.id}>
                    <dt>{command.label}</dt>
                    <dd>
                      {[command.keys, ...(command.alsoKeys ?? [])].map(
                        (keys) => keys && <Kbd key={keys} keys={keys} />,
                      )}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          );
        })}
        <section>
          <h3 className={classes.title}>In a table</h3>
          <dl className={classes.list}>
            {IN_TABLES.map(([label, keys]) => (
              <div key={keys}>
                <dt>{label}</dt>
                <dd>
                  <Kbd keys={keys} />
                </dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
      <Switch
        mt="md"
        size="xs"
        checked={singleKeys}
        onChange={(event) => setSingleKeys(event.currentTarget.checked)}
        label="Single keys act by themselves (turned off, they need Alt)"
      />
    </Modal>
  );
}
