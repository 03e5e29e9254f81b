import type { ListChoice, ListKind, SavedList } from '@shared/contract/lists';
import type { IsoDate } from '@shared/domain/model';
import { create } from 'zustand';
import { call } from '../../app/bridge';
import { notifyDone, notifyError } from '../../app/notify';
import { useDesk } from '../../app/state';
import { moneyListText, plural } from '../../components/format';

interface Saving {
  saving: boolean;
}

/** Outside the views: it goes on wherever one looks. */
export const useSaving = create<Saving>(() => ({ saving: false }));

const FILE_NAMES: Record<ListKind, string> = {
  agenda: 'Today',
  aging: 'Aging',
  items: 'Open items',
  activities: 'Activities',
};

const SUM_WORDS: Record<ListKind, string> = {
  agenda: 'to collect',
  aging: 'open',
  items: 'open',
  activities: '',
};

/** Asks where the list is to go, saves it, and says what is in it. */
export async function saveList(list: ListChoice): Promise<void> {
  if (useSaving.getState().saving) return;
  const { asOf } = useDesk.getState();
  try {
    const target = await call('desktop.pickListTarget', { fileName: `${FILE_NAMES[list.what]} ${asOf}.xlsx` });
    if (!target) return;
    useSaving.setState({ saving: true });
    notifyDone(savedWords(await call('lists.save', { asOf, target: target.token, list }), asOf));
  } catch (error) {
    notifyError(error);
  } finally {
    useSaving.setState({ saving: false });
  }
}

function savedWords({ file, what, rows, sums }: SavedList, asOf: IsoDate): string {
  const money = sums.length === 0 ? '' : `, ${moneyListText(sums)} ${SUM_WORDS[what]}`;
  const left = what === 'activities' ? ' Private notes are left out.' : '';
  return `${file} saved: ${plural(rows, 'row')}${money}, as of ${asOf}.${left}`;
}
