import { Button } from '@mantine/core';
import type { ListChoice } from '@shared/contract/lists';
import { useCommands } from '../../app/commands';
import { saveList, useSaving } from './save-list';

interface SaveListProps {
  /** What is on the screen, asked for when it is to be saved. */
  list: () => ListChoice;
  /** In words: "the items shown". */
  what: string;
  label?: string;
  /** Stands within a line of text; the palette has its command already. */
  inText?: boolean;
}

/** Saves the list on the screen for a spreadsheet, as a workbook or CSV. */
export function SaveList({ list, what, label = 'Save list…', inText = false }: SaveListProps) {
  const saving = useSaving((state) => state.saving);
  const run = () => void saveList(list());
  useCommands(inText ? [] : [{ id: 'list.save', label: `Save ${what} for a spreadsheet`, group: 'List', run }]);
  const title = `Save ${what} as an Excel workbook or CSV`;
  if (inText)
    return (
      <button type="button" className="db-link" title={title} disabled={saving} onClick={run}>
        {label}
      </button>
    );
  return (
    <Button size="compact-xs" variant="subtle" title={title} disabled={saving} onClick={run}>
      {label}
    </Button>
  );
}
