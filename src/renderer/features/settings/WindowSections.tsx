import { NativeSelect, SegmentedControl, Switch } from '@mantine/core';
import type { PortfolioStatus } from '@shared/contract/portfolio';
import { useCommand } from '../../app/bridge';
import { notifyDone, notifyError } from '../../app/notify';
import { type Theme, useDesk } from '../../app/state';
import { plural } from '../../components/format';
import { SectionPanel } from './SectionPanel';
import classes from './SettingsView.module.css';
import { ROLE_WORDS } from './words';

/** Of this window alone, never exchanged: they act at once and need no Save. */
export function AppearanceSection({ title }: { title: string }) {
  const { theme, setTheme, singleKeys, setSingleKeys } = useDesk();
  return (
    <SectionPanel title={title} intro="Only for this computer; it acts at once.">
      <div className={classes.stack}>
        <SegmentedControl
          size="xs"
          aria-label="Theme"
          value={theme}
          onChange={(value) => setTheme(value as Theme)}
          data={[
            { value: 'light', label: 'Light' },
            { value: 'dark', label: 'Dark' },
            { value: 'system', label: 'As the system has it' },
          ]}
        />
        <p className={classes.explains}>Standard: as the system has it.</p>
        <Switch
          size="xs"
          label="Single letters are keys"
          classNames={{ description: classes.explains }}
          description="C calls, P takes a promise. Off, the same letters act together with Alt: for those who dictate. Standard: on."
          checked={singleKeys}
          onChange={(event) => setSingleKeys(event.currentTarget.checked)}
        />
      </div>
    </SectionPanel>
  );
}

export function PeopleSection({ title, status }: { title: string; status: PortfolioStatus }) {
  const setMe = useCommand('portfolio.setMe');
  const choose = async (userId: string) => {
    try {
      await setMe.mutateAsync({ userId });
      notifyDone(`You are ${status.users.find((user) => user.id === userId)?.name ?? userId} here.`);
    } catch (error) {
      notifyError(error);
    }
  };
  return (
    <SectionPanel
      title={title}
      intro="Who works in this portfolio. Calls and promises are recorded under the name of the one who works here."
    >
      <div className={classes.stack}>
        <NativeSelect
          label="Who am I"
          description="Only for this computer: Today lists this person’s customers."
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          classNames={{ description: classes.explains }}
          maw={240}
          value={status.me?.id ?? ''}
          onChange={(event) => void choose(event.currentTarget.value)}
          data={[
            ...(status.me ? [] : [{ value: '', label: 'Choose…', disabled: true }]),
            ...status.users.map((user) => ({ value: user.id, label: user.name })),
          ]}
        />
        <table className={classes.amounts} aria-label="People">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Initials</th>
              <th scope="col">Role</th>
            </tr>
          </thead>
          <tbody>
            {status.users.map((user) => (
              <tr key={user.id}>
                <th scope="row">{user.name}</th>
                <td>{user.initials}</td>
                <td>{ROLE_WORDS[user.role]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </SectionPanel>
  );
}

export function DataSection({ title, status }: { title: string; status: PortfolioStatus }) {
  return (
    <SectionPanel
      title={title}
      intro="Everything is in one file on this computer. Nothing is sent anywhere; copying this file while Duebook is closed is a complete backup."
    >
      <dl className={classes.facts}>
        <div>
          <dt>Database file</dt>
          <dd>
            <code className={classes.path}>{status.databaseFile}</code>
          </dd>
        </div>
        <div>
          <dt>Portfolio</dt>
          <dd>
            {status.name} · {plural(status.customers, 'customer')}, {plural(status.items, 'item')}
          </dd>
        </div>
      </dl>
    </SectionPanel>
  );
}
