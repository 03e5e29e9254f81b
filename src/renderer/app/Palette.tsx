import { Spotlight } from '@mantine/spotlight';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { moneyListText } from '../components/format';
import { Kbd } from '../components/Kbd';
import { useCall } from './bridge';
import { useRegistry } from './commands';
import classes from './Palette.module.css';
import { useStatus } from './queries';
import { useDesk } from './state';

const MOST = 9;

/** Ctrl/Cmd+K: customers by name or key, and everything that can be done here. */
export function Palette() {
  const [query, setQuery] = useState('');
  const [opened, setOpened] = useState(false);
  const asOf = useDesk((desk) => desk.asOf);
  const [, go] = useLocation();
  const started = useStatus().data?.started === true;
  const customers = useCall('customers.list', { asOf }, { enabled: opened && started, keepPrevious: true }).data ?? [];
  const commands = useRegistry((state) => state.commands);

  const words = query.trim().toLowerCase();
  const found = words
    ? customers
        .filter((one) => one.name.toLowerCase().includes(words) || one.key.toLowerCase().startsWith(words))
        .slice(0, MOST)
    : [];
  const offered = commands.filter((one) => !one.keyOnly && one.label.toLowerCase().includes(words));
  return (
    <Spotlight.Root
      query={query}
      onQueryChange={setQuery}
      onSpotlightOpen={() => setOpened(true)}
      onSpotlightClose={() => setOpened(false)}
      shortcut={null}
      transitionProps={{ duration: 100 }}
      clearQueryOnClose
      attributes={{ content: { 'aria-label': 'Find a customer or a command' } }}
      classNames={{ action: classes.action, actionDescription: classes.description }}
      scrollable
      maxHeight={420}
    >
      <Spotlight.Search
        placeholder="Customer by name or key, or what you want to do"
        aria-label="Find a customer or a command"
      />
      <Spotlight.ActionsList>
        {found.length > 0 && (
          <Spotlight.ActionsGroup label="Customers">
            {found.map((one) => (
              <Spotlight.Action
                key={`customer-${one.id}`}
                label={one.name}
                description={`${one.key} · open ${moneyListText(one.open)}`}
                onClick={() => go(`/customers/${one.id}`)}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {offered.length > 0 && (
          <Spotlight.ActionsGroup label="Commands">
            {offered.map((one) => (
              <Spotlight.Action
                key={one.id}
                label={one.label}
                description={one.group}
                rightSection={one.keys ? <Kbd keys={one.keys} /> : null}
                // The palette gives the focus back when it closes; the command may want it elsewhere.
                onClick={() => setTimeout(one.run, 150)}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {found.length === 0 && offered.length === 0 && <Spotlight.Empty>Nothing is called that.</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}
