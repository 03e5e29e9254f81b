import { SegmentedControl, Switch } from '@mantine/core';
import type { PortfolioStatus } from '@shared/contract/portfolio';
import { type Theme, useDesk } from '../../app/state';
import { plural } from '../../components/format';
import { SectionPanel } from './SectionPanel';
import classes from './SettingsView.module.css';

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

export function DataSection({ title, status }: { title: string; status: PortfolioStatus }) {
  return (
    <SectionPanel
      title={title}
      intro="Everything is in one file on this computer. Nothing is sent anywhere; copying this file while Duebook is closed is a complete backup. Copies from before the last five merges lie in the folder “backups” beside it."
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
