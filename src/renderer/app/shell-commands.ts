import { spotlight } from '@mantine/spotlight';
import { useLocation } from 'wouter';
import { businessDayAfter, businessDayBefore } from './business-days';
import { localToday } from './clock';
import type { Command } from './commands';
import { useCommands } from './commands';
import { useSettings } from './queries';
import { useDesk } from './state';

const PLACES = [
  ['/today', 'Today'],
  ['/customers', 'Customers'],
  ['/items', 'Items'],
  ['/commitments', 'Commitments'],
  ['/import', 'Import'],
  ['/exchange', 'Exchange'],
  ['/settings', 'Settings'],
] as const;

/** Pages within a place: in the palette, without a key. */
const FURTHER = [
  ['/exchange/hand-out', 'Hand out customers'],
  ['/exchange/holders', 'See who has what'],
  ['/exchange/team', 'See how the team stands'],
  ['/exchange/folder', 'Set up or look at the shared folder'],
] as const;

/** What can be done from anywhere. */
export function useShellCommands(started: boolean): void {
  const [, go] = useLocation();
  const settings = useSettings().data;
  const desk = useDesk;
  const places = PLACES.map(
    ([path, label], index): Command => ({
      id: `go${path}`,
      label: `Go to ${label}`,
      group: 'Go to',
      keys: `mod+${index + 1}`,
      run: () => go(path),
    }),
  );
  const day: Command[] = [
    {
      id: 'day.previous',
      label: 'Previous business day',
      group: 'Day',
      run: () => desk.getState().setAsOf(businessDayBefore(desk.getState().asOf, settings)),
    },
    {
      id: 'day.next',
      label: 'Next business day',
      group: 'Day',
      run: () => desk.getState().setAsOf(businessDayAfter(desk.getState().asOf, settings)),
    },
    { id: 'day.today', label: 'Work at today’s date', group: 'Day', run: () => desk.getState().setAsOf(localToday()) },
  ];
  const shell: Command[] = [
    {
      id: 'palette',
      label: 'Find a customer or a command',
      group: 'Window',
      keys: 'mod+k',
      keyOnly: true,
      run: spotlight.toggle,
    },
    { id: 'keys', label: 'Show the keys', group: 'Window', keys: '?', run: () => desk.getState().setKeyListOpen(true) },
    { id: 'theme.light', label: 'Light theme', group: 'Window', run: () => desk.getState().setTheme('light') },
    { id: 'theme.dark', label: 'Dark theme', group: 'Window', run: () => desk.getState().setTheme('dark') },
    {
      id: 'theme.system',
      label: 'Theme as the system has it',
      group: 'Window',
      run: () => desk.getState().setTheme('system'),
    },
  ];
  const further: Command[] = FURTHER.map(([path, label]) => ({
    id: `open${path}`,
    label,
    group: 'Go to',
    run: () => go(path),
  }));
  useCommands(started ? [...places, ...further, ...day, ...shell] : shell);
}
