import type { CommitmentRow } from '@shared/contract/commitments';
import type { IsoDate } from '@shared/domain/model';

export interface Group {
  id: string;
  label: string;
  holds: (row: CommitmentRow, asOf: IsoDate) => boolean;
  /** What still needs work begins with the oldest date, what is over with the latest. */
  latestFirst: boolean;
  /** What an empty group teaches. */
  empty: string;
}

/** In the order they ask for work: money expected today first, what is over and done last. */
export const GROUPS: readonly Group[] = [
  {
    id: 'today',
    label: 'Due today',
    latestFirst: false,
    holds: (row, asOf) => row.state === 'open' && !row.waitingForFile && row.promisedFor === asOf,
    empty: 'Nobody promised money for this day.',
  },
  {
    id: 'open',
    label: 'Open',
    latestFirst: false,
    holds: (row, asOf) => row.state === 'open' && !row.waitingForFile && row.promisedFor !== asOf,
    empty: 'A promise taken down during a call stands here until it is kept, broken or withdrawn.',
  },
  {
    id: 'waiting',
    label: 'Window over, no newer file',
    latestFirst: false,
    holds: (row) => row.waitingForFile,
    empty: 'A promise whose days are over waits here for the next list: only that can tell whether it was kept.',
  },
  {
    id: 'broken',
    label: 'Broken',
    latestFirst: true,
    holds: (row) => row.state === 'broken',
    empty: 'No promise was broken. One counts as broken when its days are over and a newer list shows no payment.',
  },
  {
    id: 'partial',
    label: 'Partially kept',
    latestFirst: true,
    holds: (row) => row.state === 'partially_kept',
    empty: 'A promise of which only a part arrived in time stands here.',
  },
  {
    id: 'kept',
    label: 'Kept',
    latestFirst: true,
    holds: (row) => row.state === 'kept',
    empty: 'Promises paid in time stand here as soon as a list shows it.',
  },
  {
    id: 'over',
    label: 'Withdrawn & superseded',
    latestFirst: true,
    holds: (row) => row.state === 'withdrawn' || row.state === 'superseded',
    empty: 'Promises taken back, or replaced by a newer one, stay here with the reason.',
  },
];
