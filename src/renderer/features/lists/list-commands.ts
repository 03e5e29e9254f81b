import type { ListChoice } from '@shared/contract/lists';
import { type Command, useCommands } from '../../app/commands';
import { useSettings, useStatus } from '../../app/queries';
import { useDesk } from '../../app/state';
import { saveList } from './save-list';

const EVERYBODYS = { userId: null, customerIds: null };

/** Today's list as Today shows it: of the same person, as long. */
export function useTodaysList(): () => ListChoice {
  const everybody = useDesk((desk) => desk.everybody);
  const showAll = useDesk((desk) => desk.showAll);
  const me = useStatus().data?.me?.id ?? null;
  const length = useSettings().data?.settings.listLength ?? 30;
  return () => ({
    what: 'agenda',
    userId: everybody ? null : me,
    customerIds: null,
    limit: showAll ? 'all' : length,
  });
}

/** The lists that can be saved from anywhere, each whole. */
export function useListCommands(started: boolean): void {
  const todays = useTodaysList();
  const save = (id: string, label: string, list: () => ListChoice): Command => ({
    id: `save.${id}`,
    label: `Save ${label} for a spreadsheet`,
    group: 'List',
    run: () => void saveList(list()),
  });
  const commands = [
    save('agenda', 'today’s list', todays),
    save('aging', 'the aging of all customers', () => ({ what: 'aging', ...EVERYBODYS, lines: null })),
    save('items', 'all open items', () => ({ what: 'items', ...EVERYBODYS, itemIds: null })),
    save('activities', 'all activities', () => ({ what: 'activities', ...EVERYBODYS, privateNotes: false })),
  ];
  useCommands(started ? commands : []);
}
